import { SEPARATE_VOCALS } from '../documents.ts';
import { type Bench, targetOf } from '../harness/bench.ts';
import { databaseIn } from '../harness/gateway.ts';
import { separationInput } from '../harness/graphql.ts';
import type { PeerInstall } from '../harness/peers.ts';
import type { Measured, Role } from '../harness/result.ts';
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
const startBarePosts = (bench: Bench): Promise<Server> =>
  bench.server({ name: 'bare undici POST', script: 'bench/limits/bare-posts.ts' });

/** The same with the two durable writes of a purchase, so that the table shows what this disk takes. */
const startStoredPosts = (bench: Bench): Promise<Server> =>
  bench.server({
    name: 'the same, written down before and after',
    script: 'bench/limits/bare-posts.ts',
    env: { DATABASE: databaseIn(bench.folder, 'bare-posts') },
  });

const underBarePosts = (server: Server, role: Role, callers: number): Contender => ({
  name: server.name,
  role,
  server,
  async run(durationMs) {
    const response = await fetch(`http://127.0.0.1:${server.port}/run?ms=${durationMs}&callers=${callers}`);
    const round: Round = await response.json();
    return round;
  },
});

/** The least that any gateway does: HTTP before the same two writes and the same call. */
const asGateway = (server: Server): Server => ({ ...server, name: 'the same behind node:http' });

const underPurchases = (bench: Bench, server: Server, role: Role, callers: number): Contender =>
  underRequests(bench, server, role, [purchaseRequest(server)], callers);

/** A contender that many callers load before the first round: for one of them, it would take minutes to compile all. */
const afterManyCallers = ({ plan }: Bench, under: (callers: number) => Contender): Contender => ({
  ...under(1),
  warmUp: () => under(CONNECTIONS).run(plan.warmUpMs),
});

const NOTE =
  'Each purchase is another track; the gateway writes it down durably before its first byte is sent, and the answer ' +
  'before it is told: two commits. Peers store nothing.';

export const purchaseByOne: BenchPath = {
  name: 'purchase-by-one',
  title: 'separateVocals by one caller: what is added to the time of the bare call',
  installs: ['graphql-17', 'hive'],
  async measure(bench, ready: ReadonlySet<PeerInstall>) {
    const gateway = await bench.gateway();
    const bare = await startBarePosts(bench);
    const stored = await startStoredPosts(bench);
    const fixture = { task: { __typename: 'SeparationTask', id: 'task' } };
    const peers = await startPeers(bench, [YOGA], ready, fixture);
    const hive = await hiveContender(bench, ready, 'buy');
    const contenders: Measured[] = await compareThroughput(
      bench.plan,
      [
        afterManyCallers(bench, (callers) => underBarePosts(bare, 'limit', callers)),
        afterManyCallers(bench, (callers) => underBarePosts(stored, 'peer', callers)),
        afterManyCallers(bench, (callers) => underPurchases(bench, asGateway(stored), 'peer', callers)),
        afterManyCallers(bench, (callers) => underPurchases(bench, gateway, 'gateway', callers)),
        ...peers.map((peer) => afterManyCallers(bench, (callers) => underPurchases(bench, peer, 'peer', callers))),
        ...(hive.under ? [afterManyCallers(bench, hive.under)] : []),
      ],
      { showsAdded: true },
    );
    return {
      contenders,
      goals: [{ what: 'added to the bare call, p50 ms', metric: 'addedMs', bound: 'at most', value: 0.3 }],
      notes: [NOTE, 'Each server was asked by 32 callers before the first round.', ...hive.notes],
    };
  },
};

export const purchaseByMany: BenchPath = {
  name: 'purchase-by-many',
  title: 'separateVocals by 32 callers',
  installs: [],
  async measure(bench) {
    const gateway = await bench.gateway();
    const stored = await startStoredPosts(bench);
    const contenders = await compareThroughput(bench.plan, [
      underBarePosts(await startBarePosts(bench), 'limit', CONNECTIONS),
      underBarePosts(stored, 'peer', CONNECTIONS),
      underPurchases(bench, asGateway(stored), 'peer', CONNECTIONS),
      underPurchases(bench, gateway, 'gateway', CONNECTIONS),
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
