import { setTimeout as sleep } from 'node:timers/promises';
import { REFRESH_TASK } from '../../documents.ts';
import type { Bench } from '../../harness/bench.ts';
import { listIds } from '../../harness/graphql.ts';
import type { PeerInstall } from '../../harness/peers.ts';
import type { Measured, Role } from '../../harness/result.ts';
import { fillStore } from '../../harness/seed.ts';
import type { Server } from '../../harness/server.ts';
import { type Contender, compareThroughput } from '../../harness/throughput.ts';
import { JWT_ENV, tokenOf } from '../../harness/viewers.ts';
import { graphqlRequest } from '../../load/requests.ts';
import { hiveContender } from './hive.ts';
import { afterWholeTurn, CONNECTIONS, MERCURIUS, startPeers, underRequests, YOGA } from './query.ts';

/** What the gateway calls the viewer of a token, before the token's subject. */
const VIEWER = 'jwt:';

const recordsRead = async ({ provider }: Bench): Promise<number> => {
  const response = await fetch(`http://127.0.0.1:${provider.port}/control/reads`);
  const answer: { recordsRead: number } = await response.json();
  return answer.recordsRead;
};

/**
 * Checks that each request was a read at the provider.
 *
 * @param asked is told how many requests there were.
 */
const counted = (bench: Bench, contender: Contender, asked: (count: number) => void): Contender => ({
  ...contender,
  async run(durationMs) {
    const before = await recordsRead(bench);
    const round = await contender.run(durationMs);
    const read = (await recordsRead(bench)) - before;
    if (read < round.count * 0.95) {
      throw new Error(`${contender.name} answered ${round.count} requests with ${read} reads of the provider.`);
    }
    asked(round.count);
    return round;
  },
});

/** A contender that is left alone for a while after its warm-up. */
const afterPause = (contender: Contender, ms: number): Contender => ({
  ...contender,
  async warmUp() {
    await contender.warmUp?.();
    await sleep(ms);
  },
});

/** A refresh of each task of each viewer; those of one viewer are far from each other. */
const refreshes = async (gateway: Server, viewers: number, tasks: number) => {
  const ofViewers: { readonly authorization: string; readonly ids: readonly string[] }[] = [];
  for (let viewer = 0; viewer < viewers; viewer += 1) {
    const authorization = tokenOf(`viewer-${viewer}`);
    const found = await listIds({ port: gateway.port, authorization }, 'PROCESSING', tasks);
    ofViewers.push({ authorization, ids: found.map(({ id }) => id) });
  }
  return Array.from({ length: tasks }, (_, index) =>
    ofViewers.flatMap(({ authorization, ids }) => {
      const id = ids[index];
      return id === undefined ? [] : [{ authorization, id }];
    }),
  ).flat();
};

/** Which tasks are asked about, and in which order. */
export interface Refreshes {
  /** Of each viewer. */
  readonly tasks: number;
  /** Of each viewer, asked about before the first round, the last ones of the turn. */
  readonly warmUpTasks: number;
  /** How long the gateway is left alone after those, in milliseconds: it bounds how many records it reads for a viewer. */
  readonly pauseMs: number;
}

/** What was measured. */
export interface Refreshed {
  readonly contenders: Measured[];
  /** Requests to the gateway about tasks that had been asked about before. */
  readonly repeated: number;
  readonly notes: readonly string[];
}

/** `refreshTask` by all viewers in turn, each about its tasks in turn, beside the limit and the peers. */
export const compareRefreshes = async (
  bench: Bench,
  ready: ReadonlySet<PeerInstall>,
  { tasks, warmUpTasks, pauseMs }: Refreshes,
): Promise<Refreshed> => {
  const { viewers } = bench.plan;
  const databaseFile = await bench.store({ finished: 1, processing: 1 });
  await fillStore(databaseFile, 'PROCESSING', viewers * tasks, { viewers, viewer: `${VIEWER}viewer-` });
  const gateway = await bench.gateway({ databaseFile, env: JWT_ENV });
  const asked = await refreshes(gateway, viewers, tasks);
  const limit = await bench.server({ name: 'node:http + undici', script: 'bench/limits/raw-proxy.ts' });
  const fixture = { task: { __typename: 'SeparationTask', operation: 'SEPARATE_VOCALS' } };
  const peers = await startPeers(bench, [YOGA, MERCURIUS], ready, fixture);
  /** Tasks that the gateway was not asked about yet; below zero where it was asked again. */
  let left = 0;
  const refreshed = (server: Server, role: Role): Contender => {
    const requests = asked.map(({ authorization, id }) =>
      graphqlRequest({ port: server.port, authorization: role === 'gateway' ? authorization : null }, REFRESH_TASK, {
        id,
      }),
    );
    const warmUp = requests.slice(-warmUpTasks * viewers);
    const contender = afterWholeTurn(bench, underRequests(bench, server, role, requests), warmUp);
    if (role !== 'gateway') return counted(bench, contender, () => undefined);
    left = requests.length - warmUp.length;
    return counted(bench, afterPause(contender, pauseMs), (count) => {
      left -= count;
    });
  };
  const hive = await hiveContender(bench, ready, 'read');
  const contenders = await compareThroughput(bench.plan, [
    refreshed(limit, 'limit'),
    refreshed(gateway, 'gateway'),
    ...peers.map((peer) => refreshed(peer, 'peer')),
    ...(hive.under ? [hive.under(CONNECTIONS)] : []),
  ]);
  return { contenders, repeated: Math.max(0, -left), notes: hive.notes };
};
