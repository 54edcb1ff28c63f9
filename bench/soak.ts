import { GET_TASK } from './documents.ts';
import { type Bench, targetOf } from './harness/bench.ts';
import { COLLECTING, settledKb } from './harness/settled-memory.ts';
import { graphqlRequest } from './load/requests.ts';
import { purchaseRequest } from './paths/purchases.ts';
import { CONNECTIONS } from './paths/shared/query.ts';
import { openSockets, tasksAtGateway } from './paths/shared/watched.ts';

/** Memory at a moment of a soak. */
export interface Sample {
  readonly minutes: number;
  /** After a forced collection of garbage: V8 lets garbage lie while the machine has memory to spare. */
  readonly rssMb: number;
}

export interface SoakResult {
  readonly minutes: number;
  readonly cycles: number;
  readonly samples: readonly Sample[];
  /** MB of RSS an hour, the line that fits the second half of the samples best. */
  readonly slopeMbPerHour: number;
  /** Before collections. */
  readonly peakMb: number;
}

const SOCKETS = 500;

/** The slope of the line with the least squares. */
const slopeOf = (samples: readonly Sample[]): number => {
  const mean = (of: (sample: Sample) => number): number =>
    samples.reduce((sum, sample) => sum + of(sample), 0) / samples.length;
  const [x, y] = [mean(({ minutes }) => minutes), mean(({ rssMb }) => rssMb)];
  const spread = mean(({ minutes }) => (minutes - x) ** 2);
  return mean(({ minutes, rssMb }) => (minutes - x) * (rssMb - y)) / spread;
};

/**
 * Sockets that come and go, callbacks, queries and purchases, for so many minutes.
 *
 * @param say told of each sample
 */
export const soak = async (bench: Bench, minutes: number, say: (sample: Sample) => void): Promise<SoakResult> => {
  const gateway = await bench.gateway({ flags: COLLECTING });
  const { port, child } = gateway;
  const { ids, callbacks } = await tasksAtGateway(bench, gateway, SOCKETS);
  const queries = ids.map((id) => graphqlRequest(targetOf(gateway), GET_TASK, { id }));
  const http = (requests: readonly string[], durationMs: number, count?: number) =>
    bench.load.run('http', {
      port,
      requests,
      connections: CONNECTIONS,
      durationMs,
      forbidden: ['"errors":'],
      ...(count !== undefined && { count }),
    });

  const samples: Sample[] = [];
  const begun = performance.now();
  const elapsed = (): number => (performance.now() - begun) / 60_000;
  let cycles = 0;
  while (elapsed() < minutes) {
    await openSockets(bench, gateway, ids);
    const pace = { kind: 'open', perSecond: 200 } as const;
    await bench
      .loadOf(gateway)
      .run('push', { group: gateway.name, port, requests: callbacks, durationMs: 2_000, pace });
    await http(queries, 1_000);
    await http([purchaseRequest(gateway)], 2_000, 50);
    await bench.loadOf(gateway).run('closeSockets', { group: gateway.name });
    cycles += 1;
    const sample = { minutes: elapsed(), rssMb: (await settledKb(gateway)) / 1_024 };
    samples.push(sample);
    say(sample);
  }
  const { peakKb } = await child.memory();
  const settled = samples.slice(Math.floor(samples.length / 2));
  return { minutes: elapsed(), cycles, samples, slopeMbPerHour: slopeOf(settled) * 60, peakMb: peakKb / 1_024 };
};
