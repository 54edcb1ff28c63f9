import type { Clock } from './clock.ts';

/** A sliding window: at most `limit` in any `windowMs`. */
export interface Limit {
  readonly limit: number;
  readonly windowMs: number;
}

/** Counts per key on the mock's clock. A refused call does not count, for the provider refuses and does not queue. */
export interface RateLimits {
  /** Whether the call may pass; passing counts it. */
  take(key: string, limit: Limit): boolean;
  clear(): void;
}

/** Keys kept before those that fell silent are thrown out. */
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
