import { GET_TASK } from '../documents.ts';
import { targetOf } from '../harness/bench.ts';
import { ask, listIds } from '../harness/graphql.ts';
import { compareThroughput } from '../harness/throughput.ts';
import { graphqlRequest } from '../load/requests.ts';
import type { BenchPath } from './path.ts';
import { APOLLO, expectAnswer, MERCURIUS, rawHttp, startPeers, underRequests, YOGA, YOGA_JIT } from './shared/query.ts';

export const taskAgain: BenchPath = {
  name: 'task-again',
  title: 'Query of one finished task with 12 stems, asked again',
  installs: ['graphql-17', 'graphql-16'],
  async measure(bench, ready) {
    const databaseFile = await bench.store({ finished: 1, processing: 0 });
    const gateway = await bench.gateway({ databaseFile });
    const [found] = await listIds(targetOf(gateway), 'SUCCEEDED', 1);
    if (!found) throw new Error('The store has no finished task.');
    const variables = { id: found.id };
    const answer = await ask<{ task: object }>(targetOf(gateway), GET_TASK, variables);
    const request = graphqlRequest(targetOf(gateway), GET_TASK, variables);
    const limit = await rawHttp(bench, gateway, request);
    const peers = await startPeers(bench, [YOGA, APOLLO, YOGA_JIT, MERCURIUS], ready, { task: answer.task });
    for (const peer of peers) await expectAnswer(peer, GET_TASK, variables, answer);
    const requestTo = (server: typeof gateway) => [graphqlRequest(targetOf(server), GET_TASK, variables)];
    const contenders = await compareThroughput(bench.plan, [
      underRequests(bench, limit, 'limit', requestTo(limit)),
      underRequests(bench, gateway, 'gateway', [request]),
      ...peers.map((peer) => underRequests(bench, peer, 'peer', requestTo(peer))),
    ]);
    return {
      contenders,
      goals: [
        { what: 'of raw node:http', metric: 'ratio', bound: 'at least', value: 0.65 },
        { what: 'of raw node:http, by CPU', metric: 'cpuRatio', bound: 'at least', value: 0.65 },
      ],
      notes: [`Peers hold the task in memory, check no credentials and log nothing; all answers are equal.`],
    };
  },
};
