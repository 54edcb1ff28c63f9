import { percentile } from '../harness/statistics.ts';
import { type RequestMaker, requestMaker } from './counter.ts';
import { createPoster, type Poster } from './poster.ts';
import { type Requests, takeRequests } from './requests-in-turn.ts';
import { groupNamed, type SocketGroup, type Watcher } from './socket-group.ts';

/** Callbacks, and the messages that they make on the sockets of a group. */
export interface PushJob {
  readonly group: string;
  readonly port: number;
  /** A callback for each socket of the group, in their order. */
  readonly requests: Requests;
  readonly durationMs: number;
  readonly pace:
    | { readonly kind: 'closed'; readonly atOnce: number }
    /** So many a second, whether or not the ones before are done. */
    | { readonly kind: 'open'; readonly perSecond: number };
}

export interface PushResult {
  readonly count: number;
  readonly perSecond: number;
  /** From the sending of a callback to its message. */
  readonly p50Ms: number;
  readonly p99Ms: number;
}

interface Lane {
  readonly watcher: Watcher;
  readonly make: RequestMaker;
  busy: boolean;
}

const CONNECTIONS = 32;
/** How long a message may take before it counts as lost. */
const LOST_MS = 10_000;

/** Posts a lane's callback. @returns milliseconds until its message; the callback itself has been answered too */
const postAndHear = async (poster: Poster, lane: Lane): Promise<number> => {
  lane.busy = true;
  const sentAt = performance.now();
  let timer: NodeJS.Timeout | undefined;
  const heard = new Promise<number>((resolve, reject) => {
    timer = setTimeout(() => reject(new Error(`no message about ${lane.watcher.id} came for a callback`)), LOST_MS);
    lane.watcher.onVersion = () => resolve(performance.now() - sentAt);
  });
  try {
    const [latency] = await Promise.all([heard, poster.post(lane.make())]);
    return latency;
  } finally {
    clearTimeout(timer);
    lane.busy = false;
  }
};

const lanesOf = ({ watchers }: SocketGroup, requests: Requests): Lane[] => {
  const { makers } = takeRequests(requests);
  return watchers.flatMap((watcher, index) => {
    const make = makers[index];
    return make === undefined ? [] : [{ watcher, make, busy: false }];
  });
};

/** So many at once, one after another. */
const runClosed = async (poster: Poster, lanes: readonly Lane[], atOnce: number, deadline: number) => {
  const latencies: number[] = [];
  let next = 0;
  const work = async (): Promise<void> => {
    while (performance.now() < deadline) {
      const lane = lanes[next % lanes.length];
      next += 1;
      if (lane && !lane.busy) latencies.push(await postAndHear(poster, lane));
    }
  };
  await Promise.all(Array.from({ length: Math.min(atOnce, lanes.length) }, work));
  return latencies;
};

/** So many a second. A lane whose last message is still awaited is passed over. */
const runOpen = async (poster: Poster, lanes: readonly Lane[], perSecond: number, deadline: number) => {
  const latencies: number[] = [];
  const pending: Promise<unknown>[] = [];
  const begun = performance.now();
  let sent = 0;
  for (let now = begun; now < deadline; now = performance.now()) {
    for (; sent < ((now - begun) * perSecond) / 1_000; sent += 1) {
      const lane = lanes[sent % lanes.length];
      if (lane && !lane.busy) pending.push(postAndHear(poster, lane).then((latency) => latencies.push(latency)));
    }
    await new Promise((resolve) => setTimeout(resolve, 1));
  }
  await Promise.all(pending);
  return latencies;
};

export const runPushLoad = async (job: PushJob): Promise<PushResult> => {
  const lanes = lanesOf(groupNamed(job.group), job.requests);
  const poster = createPoster(job.port, CONNECTIONS);
  const begun = performance.now();
  const deadline = begun + job.durationMs;
  const { pace } = job;
  try {
    const latencies =
      pace.kind === 'closed'
        ? await runClosed(poster, lanes, pace.atOnce, deadline)
        : await runOpen(poster, lanes, pace.perSecond, deadline);
    return {
      count: latencies.length,
      perSecond: (latencies.length * 1_000) / (performance.now() - begun),
      p50Ms: percentile(latencies, 0.5),
      p99Ms: percentile(latencies, 0.99),
    };
  } finally {
    poster.close();
  }
};

/** One callback about the task that all sockets of a group watch, some times over. */
export interface FanOutJob {
  readonly group: string;
  readonly port: number;
  readonly request: string;
  readonly times: number;
}

/** @returns milliseconds from each callback to the last socket that was told */
export const runFanOut = async (job: FanOutJob): Promise<readonly number[]> => {
  const { watchers } = groupNamed(job.group);
  const poster = createPoster(job.port, 1);
  const make = requestMaker(job.request);
  const times: number[] = [];
  try {
    for (let round = 0; round < job.times; round += 1) {
      const sentAt = performance.now();
      let silent = watchers.length;
      const told = new Promise<void>((resolve, reject) => {
        const timer = setTimeout(() => reject(new Error(`${silent} sockets were not told within 30 s`)), 30_000);
        for (const watcher of watchers) {
          watcher.onVersion = () => {
            silent -= 1;
            if (silent > 0) return;
            times.push(performance.now() - sentAt);
            clearTimeout(timer);
            resolve();
          };
        }
      });
      await Promise.all([told, poster.post(make())]);
    }
    return times;
  } finally {
    poster.close();
  }
};
