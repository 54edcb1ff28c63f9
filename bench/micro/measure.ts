import { type Summary, summarize } from '../harness/statistics.ts';

/** One way of doing a thing; called again and again. */
export type Way = () => unknown;

/** Ways of doing the same thing, the first of which the others are compared with. */
export interface Comparison {
  readonly title: string;
  readonly ways: Readonly<Record<string, Way>>;
}

const ROUNDS = 9;
const ROUND_MS = 60;

/** What the ways return goes here, so that no compiler leaves them out. */
let sink: unknown;

/** Calls of a way that fit into a round. */
const calibrate = async (way: Way): Promise<number> => {
  let calls = 1;
  for (;;) {
    const begun = performance.now();
    for (let call = 0; call < calls; call += 1) sink = await way();
    const tookMs = performance.now() - begun;
    if (tookMs >= ROUND_MS / 2) return Math.ceil((calls * ROUND_MS) / tookMs);
    calls *= 2;
  }
};

/** @returns microseconds of one call */
const measureRound = async (way: Way, calls: number): Promise<number> => {
  const begun = performance.now();
  for (let call = 0; call < calls; call += 1) {
    const result = way();
    sink = result instanceof Promise ? await result : result;
  }
  return ((performance.now() - begun) * 1_000) / calls;
};

/** Measures ways in turns. @returns microseconds of one call of each */
export const compare = async ({ ways }: Comparison): Promise<Map<string, Summary>> => {
  const entries = Object.entries(ways);
  const calls = new Map<string, number>();
  for (const [name, way] of entries) calls.set(name, await calibrate(way));
  const rounds = new Map<string, number[]>(entries.map(([name]) => [name, []]));
  for (let round = 0; round < ROUNDS; round += 1) {
    for (const [name, way] of entries) rounds.get(name)?.push(await measureRound(way, calls.get(name) ?? 1));
  }
  return new Map([...rounds].map(([name, values]) => [name, summarize(values)]));
};

/** The last thing that a way returned. */
export const lastResult = (): unknown => sink;
