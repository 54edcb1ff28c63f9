import { setTimeout as sleep } from 'node:timers/promises';
import { percentile } from '../harness/statistics.ts';
import { requestMaker } from './counter.ts';
import { createPoster, type Poster } from './poster.ts';
import { type Subscription, subscribe } from './subscription.ts';
import type { WebSocketClient } from './web-socket.ts';

/** Callbacks about many tasks, while each of a few sockets hears of all of them. */
export interface StreamsJob {
  readonly port: number;
  readonly subscription: Omit<Subscription, 'variables'>;
  readonly sockets: number;
  /** A callback for each task. */
  readonly requests: readonly string[];
  readonly atOnce: number;
  readonly durationMs: number;
}

export interface StreamsResult {
  /** Callbacks. */
  readonly count: number;
  readonly perSecond: number;
  /** From a callback to its answer. */
  readonly p50Ms: number;
  readonly p99Ms: number;
  /** What all sockets were told; news that a socket has not taken yet are conflated. */
  readonly messages: number;
}

/** How long the sockets may take to be told of the last callback. */
const SETTLE_MS = 10_000;
const TASK_ID = /"id":"([^"]+)","version"/;

interface Hearer {
  readonly client: WebSocketClient;
  /** The newest version of each task that it was told. */
  readonly versions: Map<string, number>;
  messages: number;
}

const listen = (job: StreamsJob, fail: (reason: string) => void): Hearer => {
  const hearer: Hearer = {
    versions: new Map(),
    messages: 0,
    client: subscribe(
      { ...job.subscription, variables: {} },
      {
        onVersion(version, message) {
          const id = TASK_ID.exec(message.toString('latin1'))?.[1] ?? '';
          hearer.messages += 1;
          hearer.versions.set(id, Math.max(version, hearer.versions.get(id) ?? 0));
        },
        onComplete: () => fail('was told that the stream is complete'),
        onEnd: fail,
      },
    ),
  };
  return hearer;
};

/** What was told, as one text: equal for sockets that know the same. */
const knowledge = ({ versions }: Hearer): string => JSON.stringify([...versions].sort());

/** Posts in turn, so many at once. @returns how long each took */
const post = async (poster: Poster, job: StreamsJob): Promise<number[]> => {
  const makers = job.requests.map(requestMaker);
  const latencies: number[] = [];
  const deadline = performance.now() + job.durationMs;
  let next = 0;
  const work = async (): Promise<void> => {
    for (
      let make = makers[0];
      make !== undefined && performance.now() < deadline;
      make = makers[next % makers.length]
    ) {
      next += 1;
      const sentAt = performance.now();
      await poster.post(make());
      latencies.push(performance.now() - sentAt);
    }
  };
  await Promise.all(Array.from({ length: job.atOnce }, work));
  return latencies;
};

/** Posts until each socket has been told something: its subscription stands from then on. */
const awaitAll = async (poster: Poster, job: StreamsJob, hearers: readonly Hearer[]): Promise<void> => {
  const make = requestMaker(job.requests[0] ?? '');
  const deadline = performance.now() + SETTLE_MS;
  while (hearers.some(({ messages }) => messages === 0)) {
    if (performance.now() > deadline) throw new Error('A socket was told nothing.');
    await poster.post(make());
    await sleep(20);
  }
};

/** Resolves once all sockets know the same. */
const awaitAgreement = async (hearers: readonly Hearer[]): Promise<void> => {
  const deadline = performance.now() + SETTLE_MS;
  while (new Set(hearers.map(knowledge)).size > 1) {
    if (performance.now() > deadline)
      throw new Error('Sockets that watch the same tasks were told different versions.');
    await sleep(50);
  }
};

export const runStreams = async (job: StreamsJob): Promise<StreamsResult> => {
  const poster = createPoster(job.port, job.atOnce);
  let failure: string | null = null;
  let isOver = false;
  const hearers = Array.from({ length: job.sockets }, () =>
    listen(job, (reason) => {
      if (!isOver) failure ??= reason;
    }),
  );
  const told = (): number => hearers.reduce((sum, { messages }) => sum + messages, 0);
  try {
    await awaitAll(poster, job, hearers);
    const before = told();
    const begun = performance.now();
    const latencies = await post(poster, job);
    const seconds = (performance.now() - begun) / 1_000;
    await awaitAgreement(hearers);
    if (failure !== null) throw new Error(`A socket ${failure}.`);
    return {
      count: latencies.length,
      perSecond: latencies.length / seconds,
      p50Ms: percentile(latencies, 0.5),
      p99Ms: percentile(latencies, 0.99),
      messages: told() - before,
    };
  } finally {
    isOver = true;
    for (const { client } of hearers) client.cut();
    poster.close();
  }
};
