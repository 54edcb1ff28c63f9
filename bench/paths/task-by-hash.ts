import { createHash } from 'node:crypto';
import { GET_TASK, LIST_IDS } from '../documents.ts';
import { targetOf } from '../harness/bench.ts';
import { listIds } from '../harness/graphql.ts';
import { compareThroughput } from '../harness/throughput.ts';
import { hashRequest } from '../load/requests.ts';
import type { BenchPath } from './path.ts';
import { rawHttp, underRequests } from './shared/query.ts';

const hashOf = (document: string): string => createHash('sha256').update(document).digest('hex');

export const taskByHash: BenchPath = {
  name: 'task-by-hash',
  title: "GET of a finished task with 12 stems by a trusted document's hash",
  installs: [],
  async measure(bench) {
    const databaseFile = await bench.store({ finished: 1, processing: 0 });
    const documents = Object.fromEntries([GET_TASK, LIST_IDS].map((text) => [hashOf(text), text]));
    const env = { TRUSTED_DOCUMENTS: await bench.file('documents.json', documents) };
    const gateway = await bench.gateway({ databaseFile, env });
    const [found] = await listIds(targetOf(gateway), 'SUCCEEDED', 1);
    if (!found) throw new Error('The store has no finished task.');
    const requestTo = (server: typeof gateway) => hashRequest(targetOf(server), hashOf(GET_TASK), { id: found.id });
    const limit = await rawHttp(bench, gateway, requestTo(gateway));
    const contenders = await compareThroughput(bench.plan, [
      underRequests(bench, limit, 'limit', [requestTo(limit)]),
      underRequests(bench, gateway, 'gateway', [requestTo(gateway)]),
    ]);
    return {
      contenders,
      goals: [
        { what: 'of raw node:http over GET', metric: 'ratio', bound: 'at least', value: 0.6 },
        { what: 'of raw node:http over GET, by CPU', metric: 'cpuRatio', bound: 'at least', value: 0.6 },
      ],
      notes: [],
    };
  },
};
