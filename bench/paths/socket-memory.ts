import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import type { Bench } from '../harness/bench.ts';
import type { Measured, Role } from '../harness/result.ts';
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

const FLAGS = ['--expose-gc', '--import', fileURLToPath(new URL('../harness/collect-garbage.ts', import.meta.url))];
const WARM_UP_SOCKETS = 200;
/** After which a server that has nothing to do has come to rest. */
const REST_MS = 1_500;
const SETTLE_MS = 300;
const SETTLE_STEPS = 8;

interface Side {
  readonly tasks: WatchedTasks;
  readonly role: Role;
}

interface Bytes {
  readonly rssKb: number;
  readonly collectedKb: number;
}

/** RSS once garbage is collected and nothing more is given back: V8 gives back what a start took in several steps. */
const settledKb = async ({ server }: WatchedTasks): Promise<number> => {
  let { rssKb } = await server.child.memory();
  for (let step = 0; step < SETTLE_STEPS; step += 1) {
    server.child.process.kill('SIGUSR2');
    await sleep(SETTLE_MS);
    const { rssKb: now } = await server.child.memory();
    const isSettled = step > 1 && Math.abs(now - rssKb) < now * 0.002;
    rssKb = now;
    if (isSettled) break;
  }
  return rssKb;
};

/** KB that each of `count` sockets adds. */
const perSocket = async (bench: Bench, tasks: WatchedTasks, count: number): Promise<Bytes> => {
  await openSockets(bench, tasks.server, tasks.ids.slice(0, WARM_UP_SOCKETS));
  await bench.loadOf(tasks.server).run('closeSockets', { group: tasks.server.name });
  const beforeKb = await settledKb(tasks);
  await openSockets(bench, tasks.server, tasks.ids.slice(0, count));
  await sleep(REST_MS);
  const { rssKb } = await tasks.server.child.memory();
  const collectedKb = await settledKb(tasks);
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
    const gateway = await bench.gateway({ databaseFile, flags: FLAGS });
    const limit = await rawPush(bench, watched, FLAGS);
    const peers = await startPeers(bench, [YOGA, MERCURIUS], ready, { watched }, FLAGS);
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
