import type { Bench } from '../harness/bench.ts';
import type { PeerInstall } from '../harness/peers.ts';
import type { Role } from '../harness/result.ts';
import { compareThroughput } from '../harness/throughput.ts';
import type { BenchPath } from './path.ts';
import { GRAPHQL_WS, MERCURIUS, startPeers, YOGA } from './shared/query.ts';
import {
  openSockets,
  rawPush,
  tasksAtGateway,
  tasksAtOther,
  underCallbacks,
  type WatchedTasks,
  watchedState,
} from './shared/watched.ts';

/** The limit, the gateway and the peers, each with so many sockets that watch a task of their own. */
const openContenders = async (
  bench: Bench,
  ready: ReadonlySet<PeerInstall>,
  sockets: number,
  peers: (typeof YOGA)[],
) => {
  const gateway = await bench.gateway();
  const watched = await watchedState(bench, gateway);
  const limit = await rawPush(bench, watched);
  const others = await startPeers(bench, peers, ready, { watched });
  const sides: { readonly tasks: WatchedTasks; readonly role: Role }[] = [
    { tasks: tasksAtOther(limit, sockets), role: 'limit' },
    { tasks: await tasksAtGateway(bench, gateway, sockets), role: 'gateway' },
    ...others.map((peer) => ({ tasks: tasksAtOther(peer, sockets), role: 'peer' as const })),
  ];
  for (const { tasks } of sides) await openSockets(bench, tasks.server, tasks.ids);
  return sides;
};

export const callbacks: BenchPath = {
  name: 'callbacks',
  title: 'Callbacks taken, stored, and pushed to the one subscriber of each of many sockets',
  installs: ['graphql-17', 'graphql-16'],
  async measure(bench, ready) {
    const { sockets } = bench.plan;
    const sides = await openContenders(bench, ready, sockets, [YOGA, GRAPHQL_WS, MERCURIUS]);
    const contenders = sides.map(({ tasks, role }) => underCallbacks(bench, tasks, role));
    return {
      contenders: await compareThroughput(bench.plan, contenders),
      goals: [
        { what: 'of raw ws with the same durable write', metric: 'ratio', bound: 'at least', value: 0.55 },
        { what: 'the same, by CPU', metric: 'cpuRatio', bound: 'at least', value: 0.55 },
      ],
      notes: [`${sockets} sockets a server, 32 callbacks at once; peers store nothing.`],
    };
  },
};

/** Callbacks a second. */
const PACE = 1_000;
const SOCKETS = 1_000;

export const callbackLatency: BenchPath = {
  name: 'callback-latency',
  title: 'From callback to message at 1,000 callbacks a second',
  installs: ['graphql-17'],
  async measure(bench, ready) {
    const sides = await openContenders(bench, ready, SOCKETS, [YOGA]);
    const pace = { kind: 'open', perSecond: PACE } as const;
    const paced = sides.map(({ tasks, role }) => underCallbacks(bench, tasks, role, pace));
    return {
      contenders: await compareThroughput(bench.plan, paced, { isPaced: true }),
      goals: [
        { what: 'p50 ms, stored', metric: 'p50Ms', bound: 'at most', value: 0.5 },
        { what: 'p99 ms, stored', metric: 'p99Ms', bound: 'at most', value: 5 },
      ],
      notes: [`${SOCKETS} sockets a server; \`ws\` stores each callback as the gateway does, yoga stores nothing.`],
    };
  },
};
