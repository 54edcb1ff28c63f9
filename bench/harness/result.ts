import type { Summary } from './statistics.ts';

/** What is measured of a contender: its name in the table, and how many digits are shown. */
export const METRICS = {
  ratio: { label: 'of the limit', digits: 3 },
  cpuRatio: { label: 'of the limit, by CPU', digits: 3 },
  perSecond: { label: 'per second', digits: 0 },
  cpuMicros: { label: 'CPU µs each', digits: 0 },
  busyPercent: { label: '% of its core', digits: 0 },
  ofEmbedded: { label: 'of embedded', digits: 2 },
  gatewayMicros: { label: 'gateways, CPU µs each', digits: 0 },
  postgresMicros: { label: 'PostgreSQL', digits: 0 },
  redisMicros: { label: 'Redis', digits: 0 },
  allMicros: { label: 'all three', digits: 0 },
  cpuOfEmbedded: { label: 'CPU of embedded', digits: 2 },
  times: { label: 'times the limit', digits: 2 },
  p50Ms: { label: 'p50 ms', digits: 2 },
  p99Ms: { label: 'p99 ms', digits: 2 },
  addedMs: { label: 'added to p50, ms', digits: 2 },
  callbackP99Ms: { label: 'callbacks p99 ms', digits: 1 },
  purchaseP99Ms: { label: 'purchases p99 ms', digits: 1 },
  messages: { label: 'messages a callback', digits: 2 },
  percent: { label: '% told of the end', digits: 2 },
  stepsBack: { label: 'steps back', digits: 0 },
  cuts: { label: 'cuts', digits: 0 },
  socketKb: { label: 'KB of RSS a socket', digits: 1 },
  socketKbCollected: { label: 'KB a socket, collected', digits: 1 },
  overKb: { label: 'KB of RSS over the limit', digits: 1 },
  readyMs: { label: 'first answer, ms', digits: 0 },
  gatewayKb: { label: 'KB each, gateway', digits: 1 },
  redisKb: { label: 'KB each, Redis', digits: 1 },
  postgresMb: { label: 'PostgreSQL MB', digits: 0 },
  redisMb: { label: 'Redis MB', digits: 0 },
  rssMb: { label: 'RSS MB', digits: 0 },
  peakMb: { label: 'peak MB', digits: 0 },
} as const;

export type Metric = keyof typeof METRICS;
export type Role = 'limit' | 'gateway' | 'peer';

/** One contender's figures on one path. */
export interface Measured {
  readonly name: string;
  readonly role: Role;
  readonly metrics: { readonly [Name in Metric]?: Summary };
}

/** A figure that is to be reached. */
export interface Goal {
  readonly what: string;
  readonly metric: Metric;
  readonly bound: 'at least' | 'at most';
  readonly value: number;
}

/** What measuring a path brought. */
export interface PathResult {
  readonly contenders: readonly Measured[];
  /** Figures of the contender named here, `gateway` by default. */
  readonly goals: readonly (Goal & { readonly of?: string })[];
  /** What has to be known to read the table. */
  readonly notes: readonly string[];
}

/** The figure that a goal is about; null where it was not measured. */
export const figureOf = ({ contenders }: PathResult, { metric, of = 'gateway' }: PathResult['goals'][number]) =>
  contenders.find(({ name }) => name === of)?.metrics[metric]?.median ?? null;

export const isReached = (figure: number | null, { bound, value }: Goal): boolean =>
  figure !== null && (bound === 'at least' ? figure >= value : figure <= value);
