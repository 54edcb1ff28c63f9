import type { Clock } from './clock.ts';

/** A sliding window: at most `limit` in any `windowMs`. */
export interface Limit {
  readonly limit: number;
  readonly windowMs: number;
}

/** Counts per key on the mock's clock. A call over the limit does not count: the provider refuses it and does not queue it. */
export interface RateLimits {
  /** Whether the call may pass. A call that passes is counted. */
  take(key: string, limit: Limit): boolean;
  clear(): void;
}

/** Number of keys at which unused ones are dropped. */
const SWEEP_AT = 5_000;

export const createRateLimits = (clock: Clock): RateLimits => {
  const windows = new Map<string, { times: number[]; windowMs: number }>();

  const sweep = (now: number): void => {
    for (const [key, { times, windowMs }] of windows) {
      if ((times.at(-1) ?? 0) <= now - windowMs) windows.delete(key);
    }
  };

  return {
    take: (key, { limit, windowMs }) => {
      const now = clock.now();
      const times = (windows.get(key)?.times ?? []).filter((time) => time > now - windowMs);
      const passes = times.length < limit;
      if (passes) times.push(now);
      windows.set(key, { times, windowMs });
      if (windows.size > SWEEP_AT) sweep(now);
      return passes;
    },
    clear: () => windows.clear(),
  };
};
