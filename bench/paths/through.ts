import { REFRESH_TASK } from '../documents.ts';
import { type Bench, targetOf } from '../harness/bench.ts';
import { listIds } from '../harness/graphql.ts';
import type { PeerInstall } from '../harness/peers.ts';
import type { Server } from '../harness/server.ts';
import { type Contender, compareThroughput } from '../harness/throughput.ts';
import { graphqlRequest } from '../load/requests.ts';
import type { BenchPath } from './path.ts';
import { hiveContender } from './shared/hive.ts';
import { MERCURIUS, startPeers, underRequests, YOGA } from './shared/query.ts';

/** As many tasks as have their turn before the gateway would read a record again: it does so after 400 ms. */
const TASKS = 8_000;

const recordsRead = async ({ provider }: Bench): Promise<number> => {
  const response = await fetch(`http://127.0.0.1:${provider.port}/control/reads`);
  const answer: { recordsRead: number } = await response.json();
  return answer.recordsRead;
};

/** Checks that each request was a read at the provider. */
const counted = (bench: Bench, contender: Contender): Contender => ({
  ...contender,
  async run(durationMs) {
    const before = await recordsRead(bench);
    const round = await contender.run(durationMs);
    const read = (await recordsRead(bench)) - before;
    if (read < round.count * 0.95) {
      throw new Error(`${contender.name} answered ${round.count} requests with ${read} reads of the provider.`);
    }
    return round;
  },
});

export const through: BenchPath = {
  name: 'through',
  title: "Through to the provider: `refreshTask` reads a task's record",
  installs: ['graphql-17', 'graphql-16', 'hive'],
  async measure(bench, ready: ReadonlySet<PeerInstall>) {
    const databaseFile = await bench.store({ finished: 1, processing: TASKS });
    const gateway = await bench.gateway({ databaseFile });
    const ids = await listIds(targetOf(gateway), 'PROCESSING', TASKS);
    const limit = await bench.server({ name: 'node:http + undici', script: 'bench/limits/raw-proxy.ts' });
    const fixture = { task: { __typename: 'SeparationTask', operation: 'SEPARATE_VOCALS' } };
    const peers = await startPeers(bench, [YOGA, MERCURIUS], ready, fixture);
    const requestsTo = (server: Server) => ids.map(({ id }) => graphqlRequest(targetOf(server), REFRESH_TASK, { id }));
    const hive = await hiveContender(bench, ready, 'read');
    const contenders = await compareThroughput(bench.plan, [
      counted(bench, underRequests(bench, limit, 'limit', requestsTo(limit))),
      counted(bench, underRequests(bench, gateway, 'gateway', requestsTo(gateway))),
      ...peers.map((peer) => counted(bench, underRequests(bench, peer, 'peer', requestsTo(peer)))),
      ...hive.contenders,
    ]);
    return {
      contenders,
      goals: [
        { what: 'of raw node:http and an undici pool', metric: 'ratio', bound: 'at least', value: 0.8 },
        { what: 'the same, by CPU', metric: 'cpuRatio', bound: 'at least', value: 0.8 },
      ],
      notes: [
        '`refreshTask` is what is meant by a query through to the provider: `credits` is cached for ten seconds, and ' +
          'record reads are what clients ask for most. Each request reads another PROCESSING task at the provider; the ' +
          'gateway also writes a note about it durably, and peers do not.',
        ...hive.notes,
      ],
    };
  },
};
