import { GET_TASK } from '../documents.ts';
import { type Bench, targetOf } from '../harness/bench.ts';
import { listIds } from '../harness/graphql.ts';
import type { PathResult } from '../harness/result.ts';
import { compareThroughput } from '../harness/throughput.ts';
import { COUNTER } from '../load/counter.ts';
import { graphqlRequest } from '../load/requests.ts';
import type { BenchPath } from './path.ts';
import { afterWholeTurn, rawHttp, underRequests } from './shared/query.ts';

const TASKS = 5_000;
const AT_LEAST = 0.45;

/** @param more variables beside the id, which the document does not have. */
const measureInTurn = async (bench: Bench, more: object): Promise<Pick<PathResult, 'contenders'>> => {
  const databaseFile = await bench.store({ finished: TASKS, processing: 0 });
  const gateway = await bench.gateway({ databaseFile });
  const ids = await listIds(targetOf(gateway), 'SUCCEEDED', TASKS);
  const requestsTo = (server: typeof gateway) =>
    ids.map(({ id }) => graphqlRequest(targetOf(server), GET_TASK, { id, ...more }));
  const limit = await rawHttp(bench, gateway, graphqlRequest(targetOf(gateway), GET_TASK, { id: ids[0]?.id }));
  const inTurn = (server: typeof gateway, role: 'limit' | 'gateway') => {
    const requests = requestsTo(server);
    return afterWholeTurn(bench, underRequests(bench, server, role, requests), requests);
  };
  return { contenders: await compareThroughput(bench.plan, [inTurn(limit, 'limit'), inTurn(gateway, 'gateway')]) };
};

export const taskInTurn: BenchPath = {
  name: 'task-in-turn',
  title: 'Query of 5,000 different finished tasks with 12 stems, in turn',
  installs: [],
  measure: async (bench) => ({
    ...(await measureInTurn(bench, {})),
    goals: [
      { what: 'of raw node:http', metric: 'ratio', bound: 'at least', value: AT_LEAST },
      { what: 'of raw node:http, by CPU', metric: 'cpuRatio', bound: 'at least', value: AT_LEAST },
    ],
    notes: ['All of them were asked before the first round; task-executed shows what a question costs that is new.'],
  }),
};

export const taskExecuted: BenchPath = {
  name: 'task-executed',
  title: 'The same, each time a question that was not asked before',
  installs: [],
  measure: async (bench) => ({
    ...(await measureInTurn(bench, { asked: COUNTER })),
    goals: [],
    notes: ['A variable that the document does not have makes each question a new one: no answer is kept for it.'],
  }),
};
