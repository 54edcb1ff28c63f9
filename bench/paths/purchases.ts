import { SEPARATE_VOCALS } from '../documents.ts';
import { type Bench, targetOf } from '../harness/bench.ts';
import { separationInput } from '../harness/graphql.ts';
import type { PeerInstall } from '../harness/peers.ts';
import type { Measured } from '../harness/result.ts';
import type { Server } from '../harness/server.ts';
import { type Contender, compareThroughput, type Round } from '../harness/throughput.ts';
import { COUNTER } from '../load/counter.ts';
import { graphqlRequest } from '../load/requests.ts';
import type { BenchPath } from './path.ts';
import { hiveContender } from './shared/hive.ts';
import { CONNECTIONS, startPeers, underRequests, YOGA } from './shared/query.ts';

/** A purchase of a separation, another one each time. */
export const purchaseRequest = (server: Server): string =>
  graphqlRequest(targetOf(server), SEPARATE_VOCALS, { input: separationInput(COUNTER) });

/** undici without a gateway, in a process that is pinned as the gateway is. */
const barePosts = async (bench: Bench, callers: number): Promise<Contender> => {
  const server = await bench.server({ name: 'bare undici POST', script: 'bench/limits/bare-posts.ts' });
  return {
    name: server.name,
    role: 'limit',
    server,
    async run(durationMs) {
      const response = await fetch(`http://127.0.0.1:${server.port}/run?ms=${durationMs}&callers=${callers}`);
      const round: Round = await response.json();
      return round;
    },
  };
};

const NOTE =
  'Each purchase is another track; the gateway writes it down durably before its first byte is sent, and the answer ' +
  'before it is told: two commits. Peers store nothing.';

export const purchaseByOne: BenchPath = {
  name: 'purchase-by-one',
  title: 'separateVocals by one caller: what is added to the time of the bare call',
  installs: ['graphql-17', 'hive'],
  async measure(bench, ready: ReadonlySet<PeerInstall>) {
    const gateway = await bench.gateway();
    const fixture = { task: { __typename: 'SeparationTask', id: 'task' } };
    const peers = await startPeers(bench, [YOGA], ready, fixture);
    const hive = await hiveContender(bench, ready, 'buy', 1);
    const contenders: Measured[] = await compareThroughput(
      bench.plan,
      [
        await barePosts(bench, 1),
        underRequests(bench, gateway, 'gateway', [purchaseRequest(gateway)], 1),
        ...peers.map((peer) => underRequests(bench, peer, 'peer', [purchaseRequest(peer)], 1)),
        ...hive.contenders,
      ],
      { showsAdded: true },
    );
    return {
      contenders,
      goals: [{ what: 'added to the bare call, p50 ms', metric: 'addedMs', bound: 'at most', value: 0.3 }],
      notes: [NOTE, ...hive.notes],
    };
  },
};

export const purchaseByMany: BenchPath = {
  name: 'purchase-by-many',
  title: 'separateVocals by 32 callers',
  installs: [],
  async measure(bench) {
    const gateway = await bench.gateway();
    const contenders = await compareThroughput(bench.plan, [
      await barePosts(bench, CONNECTIONS),
      underRequests(bench, gateway, 'gateway', [purchaseRequest(gateway)]),
    ]);
    return {
      contenders,
      goals: [
        { what: 'of bare undici POSTs', metric: 'ratio', bound: 'at least', value: 0.45 },
        { what: 'of bare undici POSTs, by CPU', metric: 'cpuRatio', bound: 'at least', value: 0.45 },
      ],
      notes: [NOTE],
    };
  },
};
