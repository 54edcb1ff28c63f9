import { setTimeout as sleep } from 'node:timers/promises';
import { percentile } from '../harness/statistics.ts';
import { type RequestMaker, requestMaker } from './counter.ts';
import { createPoster, type Poster } from './poster.ts';
import { type Subscription, subscribe } from './subscription.ts';
import type { WebSocketClient } from './web-socket.ts';

/** Many sockets that come back at once, while purchases and callbacks go on. */
export interface StormJob {
  readonly port: number;
  readonly subscription: Omit<Subscription, 'variables'>;
  /** The task that each socket watches; none: only purchases and callbacks are measured. */
  readonly ids: readonly string[];
  /** The sockets come within this time. */
  readonly withinMs: number;
  /** Purchases and callbacks go on at least so long. */
  readonly durationMs: number;
  readonly callbacks: readonly string[];
  readonly callbacksPerSecond: number;
  readonly purchase: string;
  readonly purchasesPerSecond: number;
}

interface Latencies {
  readonly count: number;
  readonly p50Ms: number;
  readonly p99Ms: number;
}

export interface StormResult {
  /** From the first socket's attempt to the last one that was told the state of its task. */
  readonly lastToldMs: number;
  /** Attempts that failed and were made again. */
  readonly retries: number;
  readonly callbacks: Latencies;
  readonly purchases: Latencies;
}

const CONNECTIONS = 32;
const RETRY_MS = 100;

/** A socket that tries until it is told. */
const comeBack = async (job: StormJob, id: string, sockets: WebSocketClient[]): Promise<number> => {
  await sleep(Math.random() * job.withinMs);
  for (let retries = 0; ; retries += 1) {
    const told = await new Promise<boolean>((resolve) => {
      const client = subscribe(
        { ...job.subscription, variables: { id } },
        { onVersion: () => resolve(true), onComplete: () => resolve(true), onEnd: () => resolve(false) },
      );
      sockets.push(client);
    });
    if (told) return retries;
    await sleep(RETRY_MS * (0.5 + Math.random()));
  }
};

/** Posts so many a second until `isOver`. @returns how long each took */
const postSteadily = async (
  poster: Poster,
  makers: readonly RequestMaker[],
  perSecond: number,
  isOver: () => boolean,
): Promise<Latencies> => {
  const latencies: number[] = [];
  const pending: Promise<unknown>[] = [];
  const begun = performance.now();
  for (let sent = 0; !isOver(); ) {
    for (; sent < ((performance.now() - begun) * perSecond) / 1_000; sent += 1) {
      const make = makers[sent % makers.length];
      if (make === undefined) break;
      const sentAt = performance.now();
      pending.push(poster.post(make()).then(() => latencies.push(performance.now() - sentAt)));
    }
    await sleep(2);
  }
  await Promise.all(pending);
  return { count: latencies.length, p50Ms: percentile(latencies, 0.5), p99Ms: percentile(latencies, 0.99) };
};

export const runStorm = async (job: StormJob): Promise<StormResult> => {
  const sockets: WebSocketClient[] = [];
  const poster = createPoster(job.port, CONNECTIONS);
  const begun = performance.now();
  let lastToldMs = 0;
  let retries = 0;
  let isBack = false;
  const isOver = (): boolean => isBack && performance.now() - begun > job.durationMs;
  const storm = async (): Promise<void> => {
    await Promise.all(
      job.ids.map(async (id) => {
        retries += await comeBack(job, id, sockets);
        lastToldMs = performance.now() - begun;
      }),
    );
    isBack = true;
  };
  try {
    const [, callbacks, purchases] = await Promise.all([
      storm(),
      postSteadily(poster, job.callbacks.map(requestMaker), job.callbacksPerSecond, isOver),
      postSteadily(poster, [requestMaker(job.purchase)], job.purchasesPerSecond, isOver),
    ]);
    return { lastToldMs, retries, callbacks, purchases };
  } finally {
    for (const client of sockets) client.cut();
    poster.close();
  }
};
