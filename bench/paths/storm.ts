import { WATCH_TASK } from '../documents.ts';
import { targetOf } from '../harness/bench.ts';
import type { Measured } from '../harness/result.ts';
import { summarize } from '../harness/statistics.ts';
import type { StormJob, StormResult } from '../load/storm.ts';
import type { BenchPath } from './path.ts';
import { purchaseRequest } from './purchases.ts';
import { openSockets, tasksAtGateway } from './shared/watched.ts';

const WITHIN_MS = 1_000;
const BEFORE_MS = 2_000;
const AFTER_MS = 3_000;

const latencies = ({ callbacks, purchases }: StormResult): Measured['metrics'] => ({
  callbackP99Ms: summarize([callbacks.p99Ms]),
  purchaseP99Ms: summarize([purchases.p99Ms]),
});

export const storm: BenchPath = {
  name: 'storm',
  title: 'Reconnect storm: all sockets back within a second after a restart',
  installs: [],
  async measure(bench) {
    const { sockets } = bench.plan;
    const databaseFile = await bench.store({ finished: 1, processing: 0 });
    const gateway = await bench.gateway({ databaseFile });
    const { port } = gateway;
    const { ids, callbacks } = await tasksAtGateway(bench, gateway, sockets);
    await openSockets(bench, gateway, ids);
    const job: StormJob = {
      port,
      subscription: { ...targetOf(gateway), query: WATCH_TASK },
      ids: [],
      withinMs: WITHIN_MS,
      durationMs: BEFORE_MS,
      callbacks,
      callbacksPerSecond: 100,
      purchase: purchaseRequest(gateway),
      purchasesPerSecond: 20,
    };
    const before = await bench.load.run('storm', job);
    await gateway.child.stop();
    // The same port: clients know no other. The callbacks go to where the provider was told to post.
    const restarted = await bench.gateway({ databaseFile, port });
    const after = await bench.load.run('storm', { ...job, ids, durationMs: AFTER_MS });
    const { peakKb } = await restarted.child.memory();
    return {
      contenders: [
        { name: 'before the restart', role: 'limit', metrics: latencies(before) },
        {
          name: 'gateway',
          role: 'gateway',
          metrics: {
            readyMs: summarize([after.lastToldMs]),
            ...latencies(after),
            peakMb: summarize([peakKb / 1_024]),
          },
        },
      ],
      goals: [
        { what: 'all subscribed and told, ms', metric: 'readyMs', bound: 'at most', value: 3_000 },
        { what: 'callbacks meanwhile, p99 ms', metric: 'callbackP99Ms', bound: 'at most', value: 500 },
      ],
      notes: [
        `${sockets} sockets come within ${WITHIN_MS / 1_000} s after the gateway listens again; "first answer" is the last ` +
          `socket that was told the state of its task, from the first attempt; ${after.retries} attempts were repeated. ` +
          '100 callbacks and 20 purchases a second go on meanwhile.',
      ],
    };
  },
};
