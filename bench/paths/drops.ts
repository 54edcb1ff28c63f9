import { WATCH_TASK } from '../documents.ts';
import { targetOf } from '../harness/bench.ts';
import { summarize } from '../harness/statistics.ts';
import { COUNTER } from '../load/counter.ts';
import type { WatchedTask } from '../load/drops.ts';
import { postRequest } from '../load/requests.ts';
import { musicCallback } from '../provider/records.ts';
import type { BenchPath } from './path.ts';
import { buyWatched } from './shared/watched.ts';

const CLIENTS = 1_000;
const MEAN_BETWEEN_CUTS_MS = 3_000;
const PROGRESS_EVERY_MS = 4_000;
const SETTLE_MS = 30_000;

export const drops: BenchPath = {
  name: 'drops',
  title: 'Delivery while the network drops: 1,000 clients, each cut at random every few seconds, that resume',
  installs: [],
  async measure(bench) {
    const gateway = await bench.gateway();
    const { port } = gateway;
    const providerPort = bench.provider.port;
    const bought = await buyWatched(bench, gateway, CLIENTS);
    const tasks = bought.map(({ id, upstreamTaskId, path }): WatchedTask => {
      const toGateway = (type: 'first' | 'complete', duration: string): string =>
        postRequest({ port, authorization: null }, path, musicCallback(upstreamTaskId ?? '', type, duration));
      const finish = `/control/finish?taskId=${upstreamTaskId}`;
      return {
        id,
        progress: toGateway('first', COUNTER),
        complete: toGateway('complete', '183.4'),
        finish: postRequest({ port: providerPort, authorization: null }, finish, ''),
      };
    });
    const result = await bench.load.run('drops', {
      port,
      providerPort,
      subscription: { ...targetOf(gateway), query: WATCH_TASK },
      tasks,
      durationMs: bench.plan.dropsMs,
      meanBetweenCutsMs: MEAN_BETWEEN_CUTS_MS,
      progressEveryMs: PROGRESS_EVERY_MS,
      settleMs: SETTLE_MS,
    });
    const { peakKb } = await gateway.child.memory();
    return {
      contenders: [
        {
          name: 'gateway',
          role: 'gateway',
          metrics: {
            percent: summarize([(result.ended * 100) / result.clients]),
            stepsBack: summarize([result.stepsBack]),
            cuts: summarize([result.cuts]),
            p50Ms: summarize([result.endedAfterP50Ms]),
            p99Ms: summarize([result.endedAfterP99Ms]),
            peakMb: summarize([peakKb / 1_024]),
          },
        },
      ],
      goals: [
        { what: 'clients told of the end, %', metric: 'percent', bound: 'at least', value: 100 },
        { what: 'steps back or repetitions', metric: 'stepsBack', bound: 'at most', value: 0 },
      ],
      notes: [
        `${result.callbacks} callbacks; clients ask again with \`afterVersion\`. ${result.skipped} versions were replaced by ` +
          'newer ones before a client was back: news are conflated to the newest state. p50 and p99 are from the answer to ' +
          'the last callback to the client that knows the end, cuts included.',
      ],
    };
  },
};
