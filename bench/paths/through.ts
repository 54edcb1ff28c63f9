import { REFRESH_TASK } from '../documents.ts';
import type { Bench } from '../harness/bench.ts';
import { listIds } from '../harness/graphql.ts';
import type { PeerInstall } from '../harness/peers.ts';
import type { Role } from '../harness/result.ts';
import { fillStore } from '../harness/seed.ts';
import type { Server } from '../harness/server.ts';
import { type Contender, compareThroughput } from '../harness/throughput.ts';
import { JWT_ENV, tokenOf } from '../harness/viewers.ts';
import { graphqlRequest } from '../load/requests.ts';
import type { BenchPath } from './path.ts';
import { hiveContender } from './shared/hive.ts';
import { afterWholeTurn, CONNECTIONS, MERCURIUS, startPeers, underRequests, YOGA } from './shared/query.ts';

/** Of each viewer: the gateway reads twenty records for one of them in any ten seconds. */
const TASKS = 20;
/** Of each viewer, asked about before the first round: tokens are verified once, and what runs often is compiled. */
const WARM_UP_TASKS = 2;
/** What the gateway calls the viewer of a token, before the token's subject. */
const VIEWER = 'jwt:';

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

/** A refresh of each task of each viewer; those of one viewer are far from each other. */
const refreshes = async (gateway: Server, viewers: number) => {
  const ofViewers: { readonly authorization: string; readonly ids: readonly string[] }[] = [];
  for (let viewer = 0; viewer < viewers; viewer += 1) {
    const authorization = tokenOf(`viewer-${viewer}`);
    const found = await listIds({ port: gateway.port, authorization }, 'PROCESSING', TASKS);
    ofViewers.push({ authorization, ids: found.map(({ id }) => id) });
  }
  return Array.from({ length: TASKS }, (_, index) =>
    ofViewers.flatMap(({ authorization, ids }) => {
      const id = ids[index];
      return id === undefined ? [] : [{ authorization, id }];
    }),
  ).flat();
};

export const through: BenchPath = {
  name: 'through',
  title: "Through to the provider: `refreshTask` reads a task's record",
  installs: ['graphql-17', 'graphql-16', 'hive'],
  async measure(bench, ready: ReadonlySet<PeerInstall>) {
    const { viewers } = bench.plan;
    const databaseFile = await bench.store({ finished: 1, processing: 1 });
    await fillStore(databaseFile, 'PROCESSING', viewers * TASKS, { viewers, viewer: `${VIEWER}viewer-` });
    const gateway = await bench.gateway({ databaseFile, env: JWT_ENV });
    const asked = await refreshes(gateway, viewers);
    const limit = await bench.server({ name: 'node:http + undici', script: 'bench/limits/raw-proxy.ts' });
    const fixture = { task: { __typename: 'SeparationTask', operation: 'SEPARATE_VOCALS' } };
    const peers = await startPeers(bench, [YOGA, MERCURIUS], ready, fixture);
    const refreshed = (server: Server, role: Role): Contender => {
      const requests = asked.map(({ authorization, id }) =>
        graphqlRequest({ port: server.port, authorization: role === 'gateway' ? authorization : null }, REFRESH_TASK, {
          id,
        }),
      );
      // The last ones: a task that was asked about a moment ago is not asked about again.
      const warmUp = requests.slice(-WARM_UP_TASKS * viewers);
      return counted(bench, afterWholeTurn(bench, underRequests(bench, server, role, requests), warmUp));
    };
    const hive = await hiveContender(bench, ready, 'read');
    const contenders = await compareThroughput(bench.plan, [
      refreshed(limit, 'limit'),
      refreshed(gateway, 'gateway'),
      ...peers.map((peer) => refreshed(peer, 'peer')),
      ...(hive.under ? [hive.under(CONNECTIONS)] : []),
    ]);
    return {
      contenders,
      goals: [
        { what: 'of raw node:http and an undici pool', metric: 'ratio', bound: 'at least', value: 0.8 },
        { what: 'the same, by CPU', metric: 'cpuRatio', bound: 'at least', value: 0.8 },
      ],
      notes: [
        '`refreshTask` is what is meant by a query through to the provider: `credits` is cached for ten seconds. The ' +
          'gateway reads twenty records for one viewer in any ten seconds, so the requests are of ' +
          `${viewers.toLocaleString('en')} viewers, with AUTH=jwt (HS256); each reads another PROCESSING task. The gateway ` +
          'also writes a note about it durably, and peers do not.',
        ...hive.notes,
      ],
    };
  },
};
