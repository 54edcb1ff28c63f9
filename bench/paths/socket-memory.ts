import { setTimeout as sleep } from 'node:timers/promises';
import type { Bench } from '../harness/bench.ts';
import type { Measured, Role } from '../harness/result.ts';
import { COLLECTING, settledKb } from '../harness/settled-memory.ts';
import { summarize } from '../harness/statistics.ts';
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

const WARM_UP_SOCKETS = 200;
/** After which a server that has nothing to do has come to rest. */
const REST_MS = 1_500;

interface Side {
  readonly tasks: WatchedTasks;
  readonly role: Role;
}

interface Bytes {
  readonly rssKb: number;
  readonly collectedKb: number;
}

/** KB that each of `count` sockets adds. */
const perSocket = async (bench: Bench, tasks: WatchedTasks, count: number): Promise<Bytes> => {
  await openSockets(bench, tasks.server, tasks.ids.slice(0, WARM_UP_SOCKETS));
  await bench.loadOf(tasks.server).run('closeSockets', { group: tasks.server.name });
  const beforeKb = await settledKb(tasks.server);
  await openSockets(bench, tasks.server, tasks.ids.slice(0, count));
  await sleep(REST_MS);
  const { rssKb } = await tasks.server.child.memory();
  const collectedKb = await settledKb(tasks.server);
  return { rssKb: (rssKb - beforeKb) / count, collectedKb: (collectedKb - beforeKb) / count };
};

export const socketMemory: BenchPath = {
  name: 'socket-memory',
  title: 'Memory per idle subscribed socket',
  installs: ['graphql-17', 'graphql-16'],
  async measure(bench, ready) {
    const { sockets } = bench.plan;
    const databaseFile = await bench.store({ finished: 1, processing: 0 });
    const seller = await bench.gateway({ databaseFile });
    const watched = await watchedState(bench, seller);
    const bought = await tasksAtGateway(bench, seller, sockets);
    await seller.child.stop();
    // One that has not bought: what the purchases left behind would hide what sockets take.
    const gateway = await bench.gateway({ databaseFile, flags: COLLECTING });
    const limit = await rawPush(bench, watched, COLLECTING);
    const peers = await startPeers(bench, [YOGA, MERCURIUS], ready, { watched }, COLLECTING);
    const sides: Side[] = [
      { tasks: tasksAtOther(limit, sockets), role: 'limit' },
      { tasks: { ...bought, server: gateway }, role: 'gateway' },
      ...peers.map((peer) => ({ tasks: tasksAtOther(peer, sockets), role: 'peer' as const })),
    ];
    const contenders: Measured[] = [];
    let limitKb = Number.NaN;
    for (const { tasks, role } of sides) {
      const { rssKb, collectedKb } = await perSocket(bench, tasks, sockets);
      if (role === 'limit') limitKb = rssKb;
      const metrics = {
        socketKb: summarize([rssKb]),
        socketKbCollected: summarize([collectedKb]),
        ...(role !== 'limit' && { overKb: summarize([rssKb - limitKb]) }),
      };
      contenders.push({ name: tasks.server.name, role, metrics });
    }
    return {
      contenders,
      goals: [{ what: 'KB of RSS more than raw ws', metric: 'overKb', bound: 'at most', value: 6 }],
      notes: [
        `${sockets} sockets a server, each with a subscription to a task of its own, at rest for ${REST_MS / 1_000} s. ` +
          '"Collected" is measured after a forced collection of garbage: all servers of this path run with --expose-gc.',
      ],
    };
  },
};
