import { ADD_VOCALS } from '../documents.ts';
import type { Bench } from '../harness/bench.ts';
import { buySeparation, listIds, VOCALS } from '../harness/graphql.ts';
import { finishSeparation, soldBy } from '../harness/seed.ts';
import { tokenOf } from '../harness/viewers.ts';
import { COUNTER } from '../load/counter.ts';
import { graphqlRequest, postRequest } from '../load/requests.ts';
import { CONNECTIONS } from '../paths/shared/query.ts';
import { musicCallback } from '../provider/records.ts';
import type { Installation } from './installation.ts';

/** A viewer's one task that the provider has not finished. */
export interface OpenTask {
  readonly id: string;
  readonly authorization: string;
  /** Where the provider posts, and a callback that makes a new version each time. */
  callbackTo(port: number): string;
}

/** Has each of so many viewers buy a song at the first node. */
export const buyOpenTasks = async (bench: Bench, { nodes }: Installation, count: number): Promise<OpenTask[]> => {
  const [{ port }] = nodes;
  const tokens = Array.from({ length: count }, (_, index) => tokenOf(`listener-${index}`));
  const requests = tokens.map((authorization) =>
    graphqlRequest({ port, authorization }, ADD_VOCALS, { input: VOCALS }),
  );
  const job = { port, requests, connections: CONNECTIONS, durationMs: 600_000, count, forbidden: ['"task":null'] };
  await bench.load.run('http', job);
  const lists = tokens.map((authorization) => listIds({ port, authorization }, 'PROCESSING', 1));
  const found = await Promise.all(lists);
  const sold = await soldBy(bench.provider.port);
  return tokens.map((authorization, index): OpenTask => {
    const [task] = found[index] ?? [];
    const upstreamTaskId = task?.upstreamTaskId ?? '';
    const path = sold.get(upstreamTaskId);
    if (!task || path === undefined) throw new Error(`Viewer ${index} has no task that the provider knows.`);
    const body = musicCallback(upstreamTaskId, 'first', COUNTER);
    return {
      id: task.id,
      authorization,
      callbackTo: (at) => postRequest({ port: at, authorization: null }, path, body),
    };
  });
};

/** The viewer whose finished tasks are read. */
export const READER = tokenOf('reader');

/** A page of tasks. */
const PAGE = 20;

/** Has the reader buy a page of separations, which the provider finishes. @returns their ids */
export const makeFinishedTasks = async (bench: Bench, { nodes }: Installation): Promise<string[]> => {
  const target = { port: nodes[0].port, authorization: READER };
  const ids: string[] = [];
  for (let number = 10_000_001; ids.length < PAGE; number += 1) {
    const task = await buySeparation(target, String(number));
    await finishSeparation(bench.provider.port, target, task);
    ids.push(task.id);
  }
  return ids;
};
