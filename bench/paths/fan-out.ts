import type { Bench } from '../harness/bench.ts';
import type { Measured, Role } from '../harness/result.ts';
import { type Summary, summarize } from '../harness/statistics.ts';
import type { BenchPath } from './path.ts';
import { MERCURIUS, startPeers, YOGA } from './shared/query.ts';
import {
  openSockets,
  rawPush,
  tasksAtGateway,
  tasksAtOther,
  type WatchedTasks,
  watchedState,
} from './shared/watched.ts';

interface Side {
  readonly tasks: WatchedTasks;
  readonly role: Role;
}

/** @returns milliseconds to the last socket, for each change; and the CPU µs of one message */
const tell = async (bench: Bench, { server, callbacks }: WatchedTasks, times: number) => {
  const [request = ''] = callbacks;
  const before = await server.child.cpuMs();
  const tookMs = await bench.loadOf(server).run('fanOut', { group: server.name, port: server.port, request, times });
  const cpuMs = (await server.child.cpuMs()) - before;
  return { tookMs, cpuMicros: (cpuMs * 1_000) / (times * bench.plan.sockets) };
};

export const fanOut: BenchPath = {
  name: 'fan-out',
  title: 'One change to many sockets of one document: time to the last',
  installs: ['graphql-17', 'graphql-16'],
  async measure(bench, ready) {
    const { sockets, fanOuts, rounds } = bench.plan;
    const gateway = await bench.gateway();
    const watched = await watchedState(bench, gateway);
    const limit = await rawPush(bench, watched);
    const peers = await startPeers(bench, [YOGA, MERCURIUS], ready, { watched });
    const sides: Side[] = [
      { tasks: tasksAtOther(limit, 1), role: 'limit' },
      { tasks: await tasksAtGateway(bench, gateway, 1), role: 'gateway' },
      ...peers.map((peer) => ({ tasks: tasksAtOther(peer, 1), role: 'peer' as const })),
    ];
    for (const { tasks } of sides) {
      const [id = ''] = tasks.ids;
      await openSockets(
        bench,
        tasks.server,
        Array.from({ length: sockets }, () => id),
      );
      await tell(bench, tasks, 2);
    }

    const measured = sides.map(() => ({ times: [] as number[], medians: [] as number[], cpu: [] as number[] }));
    for (let round = 0; round < rounds; round += 1) {
      for (const [index, { tasks }] of sides.entries()) {
        const { tookMs, cpuMicros } = await tell(bench, tasks, Math.ceil(fanOuts / rounds));
        measured[index]?.times.push(...tookMs);
        measured[index]?.medians.push(summarize(tookMs).median);
        measured[index]?.cpu.push(cpuMicros);
      }
    }
    const [ofLimit] = measured;
    const over = (values: readonly number[], limits: readonly number[]): Summary =>
      summarize(values.map((value, round) => value / (limits[round] ?? Number.NaN)));
    const contenders = sides.map(({ tasks: { server }, role }, index): Measured => {
      const { times, medians, cpu } = measured[index] ?? { times: [], medians: [], cpu: [] };
      return {
        name: server.name,
        role,
        metrics: {
          times: over(medians, ofLimit?.medians ?? []),
          cpuRatio: over(ofLimit?.cpu ?? [], cpu),
          cpuMicros: summarize(cpu),
          p50Ms: summarize(times),
        },
      };
    });
    return {
      contenders,
      goals: [{ what: 'times a raw ws broadcast', metric: 'times', bound: 'at most', value: 1.25 }],
      notes: [`${sockets} sockets a server; p50 ms is the time to the last of them, CPU µs are those of one message.`],
    };
  },
};
