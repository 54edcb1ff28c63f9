import { LIST_TASKS } from '../documents.ts';
import { targetOf } from '../harness/bench.ts';
import { compareThroughput } from '../harness/throughput.ts';
import { graphqlRequest } from '../load/requests.ts';
import type { BenchPath } from './path.ts';
import { rawHttp, underRequests } from './shared/query.ts';

export const taskPage: BenchPath = {
  name: 'task-page',
  title: '`tasks(first: 20)` with 12 stems each, of 1,000 tasks',
  installs: [],
  async measure(bench) {
    const databaseFile = await bench.store({ finished: 1_000, processing: 0 });
    const gateway = await bench.gateway({ databaseFile });
    const requestTo = (server: typeof gateway) => graphqlRequest(targetOf(server), LIST_TASKS, { first: 20 });
    const limit = await rawHttp(bench, gateway, requestTo(gateway));
    const contenders = await compareThroughput(bench.plan, [
      underRequests(bench, limit, 'limit', [requestTo(limit)]),
      underRequests(bench, gateway, 'gateway', [requestTo(gateway)]),
    ]);
    return {
      contenders,
      goals: [
        { what: 'of raw node:http', metric: 'ratio', bound: 'at least', value: 0.45 },
        { what: 'of raw node:http, by CPU', metric: 'cpuRatio', bound: 'at least', value: 0.45 },
      ],
      notes: [],
    };
  },
};
