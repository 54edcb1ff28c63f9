import { ADD_VOCALS, GET_STATE, WATCH_TASK } from '../../documents.ts';
import { type Bench, targetOf } from '../../harness/bench.ts';
import { ask, buyVocals, listIds, type TaskIds, VOCALS } from '../../harness/graphql.ts';
import type { Role } from '../../harness/result.ts';
import { soldBy } from '../../harness/seed.ts';
import type { Server } from '../../harness/server.ts';
import type { Contender } from '../../harness/throughput.ts';
import { COUNTER } from '../../load/counter.ts';
import type { PushJob } from '../../load/push-load.ts';
import { graphqlRequest, postRequest } from '../../load/requests.ts';
import { musicCallback } from '../../provider/records.ts';
import { CONNECTIONS, postOnce, preparedIn } from './query.ts';

/** Tasks that a server's sockets can watch, and the requests that make news of them, in the same order. */
export interface WatchedTasks {
  readonly server: Server;
  readonly ids: readonly string[];
  readonly callbacks: readonly string[];
}

/** The callback that makes a new version of a task each time. */
const callbackTo = ({ port }: Server, path: string, upstreamTaskId: string): string =>
  postRequest({ port, authorization: null }, path, musicCallback(upstreamTaskId, 'first', COUNTER));

/** Purchases through the gateway's public door that the provider has not finished; with where it would post. */
export const buyWatched = async (
  bench: Bench,
  gateway: Server,
  count: number,
): Promise<(TaskIds & { path: string })[]> => {
  const requests = [graphqlRequest(targetOf(gateway), ADD_VOCALS, { input: VOCALS })];
  const { port } = gateway;
  const job = { port, requests, connections: CONNECTIONS, durationMs: 600_000, count, forbidden: ['"task":null'] };
  await bench.load.run('http', job);
  const ids = await listIds(targetOf(gateway), 'PROCESSING', count);
  const sold = await soldBy(bench.provider.port);
  return ids.map(({ id, upstreamTaskId }) => {
    const path = sold.get(upstreamTaskId ?? '');
    if (path === undefined) throw new Error(`The provider has not sold ${upstreamTaskId}.`);
    return { id, upstreamTaskId, path };
  });
};

export const tasksAtGateway = async (bench: Bench, server: Server, count: number): Promise<WatchedTasks> => {
  const tasks = await buyWatched(bench, server, count);
  return {
    server,
    ids: tasks.map(({ id }) => id),
    callbacks: tasks.map(({ path, upstreamTaskId }) => callbackTo(server, path, upstreamTaskId ?? '')),
  };
};

/** Peers and limits take any id, and know nothing of the tasks. */
export const tasksAtOther = (server: Server, count: number): WatchedTasks => {
  const ids = Array.from({ length: count }, (_, index) => `task-${index}`);
  return { server, ids, callbacks: ids.map((id) => callbackTo(server, `/callbacks/${id}`, '0'.repeat(32))) };
};

/** A task as the gateway shows it after a callback: what peers and limits send. */
export const watchedState = async (bench: Bench, gateway: Server): Promise<object> => {
  const { id, upstreamTaskId } = await buyVocals(targetOf(gateway));
  const path = (await soldBy(bench.provider.port)).get(upstreamTaskId ?? '') ?? '';
  await postOnce(gateway.port, callbackTo(gateway, path, upstreamTaskId ?? '').replaceAll(COUNTER, '10000000'));
  const { task } = await ask<{ task: object }>(targetOf(gateway), GET_STATE, { id });
  return task;
};

/** ws that stores as durably as the gateway, and sends the same bytes. */
export const rawPush = async (bench: Bench, watched: object, flags: readonly string[] = []): Promise<Server> => {
  const message = { id: '1', type: 'next', payload: { data: { taskUpdated: watched } } };
  const env = { MESSAGE: await bench.file('message.json', message), DATABASE: `${bench.folder}/raw-push.db` };
  return await bench.server({ name: 'ws', script: 'bench/limits/raw-push.ts', env, flags });
};

/** Opens a socket for each of `ids`; they are called by the server's name from then on. */
export const openSockets = async (bench: Bench, server: Server, ids: readonly string[]): Promise<void> => {
  const subscription = { ...targetOf(server), query: WATCH_TASK };
  await bench.loadOf(server).run('openSockets', { group: server.name, subscription, ids });
};

/** A server under callbacks, each of which becomes a message on the one socket that watches its task. */
export const underCallbacks = (
  bench: Bench,
  { server, callbacks }: WatchedTasks,
  role: Role,
  pace: PushJob['pace'] = { kind: 'closed', atOnce: CONNECTIONS },
): Contender => {
  const { name, port } = server;
  const load = bench.loadOf(server);
  const prepared = preparedIn(load, 'callbacks', callbacks);
  return {
    name,
    role,
    server,
    run: async (durationMs) =>
      await load.run('push', { group: name, port, requests: await prepared(), durationMs, pace }),
  };
};
