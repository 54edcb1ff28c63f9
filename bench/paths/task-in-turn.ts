import { GET_TASK } from '../documents.ts';
import { targetOf } from '../harness/bench.ts';
import { listIds } from '../harness/graphql.ts';
import { compareThroughput } from '../harness/throughput.ts';
import { graphqlRequest } from '../load/requests.ts';
import type { BenchPath } from './path.ts';
import { rawHttp, underRequests } from './shared/query.ts';

const TASKS = 5_000;

export const taskInTurn: BenchPath = {
  name: 'task-in-turn',
  title: 'Query of 5,000 different finished tasks with 12 stems, in turn',
  installs: [],
  async measure(bench) {
    const databaseFile = await bench.store({ finished: TASKS, processing: 0 });
    const gateway = await bench.gateway({ databaseFile });
    const ids = await listIds(targetOf(gateway), 'SUCCEEDED', TASKS);
    const requestsTo = (server: typeof gateway) =>
      ids.map(({ id }) => graphqlRequest(targetOf(server), GET_TASK, { id }));
    const requests = requestsTo(gateway);
    const limit = await rawHttp(bench, gateway, requests[0] ?? '');
    const contenders = await compareThroughput(bench.plan, [
      underRequests(bench, limit, 'limit', requestsTo(limit)),
      underRequests(bench, gateway, 'gateway', requests),
    ]);
    return {
      contenders,
      goals: [
        { what: 'of raw node:http', metric: 'ratio', bound: 'at least', value: 0.45 },
        { what: 'of raw node:http, by CPU', metric: 'cpuRatio', bound: 'at least', value: 0.45 },
      ],
      notes: [`${ids.length} tasks.`],
    };
  },
};
