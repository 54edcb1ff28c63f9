import { WATCH_TASKS } from '../documents.ts';
import { type Bench, targetOf } from '../harness/bench.ts';
import type { Measured, Role } from '../harness/result.ts';
import { summarize } from '../harness/statistics.ts';
import { type Contender, compareThroughput } from '../harness/throughput.ts';
import type { BenchPath } from './path.ts';
import { CONNECTIONS } from './shared/query.ts';
import { tasksAtGateway, type WatchedTasks } from './shared/watched.ts';

const TASKS = 1_000;
const SOCKETS = 10;

interface Side {
  readonly contender: Contender;
  /** Messages for each callback, round by round. */
  readonly messages: number[];
}

const underStreams = (bench: Bench, name: string, role: Role, tasks: WatchedTasks, sockets: number): Side => {
  const { server, callbacks: requests } = tasks;
  const messages: number[] = [];
  const subscription = { ...targetOf(server), query: WATCH_TASKS };
  return {
    messages,
    contender: {
      name,
      role,
      server,
      async run(durationMs) {
        const job = { port: server.port, subscription, sockets, requests, atOnce: CONNECTIONS, durationMs };
        const result = await bench.loadOf(server).run('streams', job);
        messages.push(result.messages / result.count);
        return result;
      },
    },
  };
};

export const viewerStreams: BenchPath = {
  name: 'viewer-streams',
  title: 'Callbacks about 1,000 tasks while 10 sockets hear of all of them by `tasksUpdated`',
  installs: [],
  async measure(bench) {
    const gateway = await bench.gateway();
    const tasks = await tasksAtGateway(bench, gateway, TASKS);
    const sides = [
      underStreams(bench, 'gateway, no socket', 'limit', tasks, 0),
      underStreams(bench, 'gateway', 'gateway', tasks, SOCKETS),
    ];
    const measured = await compareThroughput(
      bench.plan,
      sides.map(({ contender }) => contender),
    );
    const contenders = measured.map((side, index): Measured => {
      const messages = summarize(sides[index]?.messages ?? []);
      return { ...side, metrics: { ...side.metrics, messages } };
    });
    return {
      contenders,
      goals: [],
      notes: [
        'Many tasks and few watchers; `fan-out` is one task and many. The limit is the same gateway without sockets. At ' +
          'the end of each round all sockets know the same version of each task.',
      ],
    };
  },
};
