import type { Clock } from '../domain/ports/clock.ts';
import type { PurchaseRateLimiter, PurchaseTurn, RateWindow } from '../domain/ports/purchase-rate-limiter.ts';
import { RefusedError } from '../domain/tasks/errors.ts';
import type { Refusal } from '../domain/tasks/lifecycle/refusal.ts';
import { closed, MAX_WAIT_MS, type Rate, rateLimited } from './rate.ts';
import { createWaitingLine } from './waiting-line.ts';

/** A purchase that waits for its turn. */
interface Waiter {
  /** The end of its wait, by the limiter's clock. */
  readonly until: number;
  readonly turn: PromiseWithResolvers<PurchaseTurn>;
}

/**
 * A sliding window for one process: at no time were more than `limit` purchases sent in the last `windowMs`.
 *
 * @param clock a steady clock: a wait must not grow when the time of day is corrected.
 */
export const createMemoryPurchaseRateLimiter = (
  { limit, windowMs }: Rate,
  clock: Clock,
): PurchaseRateLimiter & RateWindow => {
  const line = createWaitingLine<Waiter>();
  /** Turns that are not over. From each of them, the window is counted when it is released. */
  let open = 0;
  /** When the other turns that count were released, in order. */
  let released: number[] = [];
  let pausedUntil = 0;
  let isClosed = false;
  let isServing = false;
  let changed = new AbortController();

  /** Milliseconds until a turn is free for the purchase that has `ahead` others before it; 0 when one is free now. */
  const untilFree = (ahead = 0): number => {
    const now = clock.now();
    const counted = released.findIndex((at) => at + windowMs > now);
    released.splice(0, counted === -1 ? released.length : counted);
    const rounds = Math.floor(ahead / limit);
    const place = released.length + open - limit + (ahead % limit);
    // Open turns end after all that were released.
    const free = place < 0 ? now : (released[place] ?? now) + windowMs;
    return Math.max(free + rounds * windowMs, pausedUntil) - now;
  };

  const admit = (viewer: string): Refusal | null => {
    if (isClosed) return closed();
    const expected = untilFree(line.ahead(viewer));
    return expected > MAX_WAIT_MS ? rateLimited(expected) : null;
  };

  const begin = (): PurchaseTurn => {
    open += 1;
    let isOpen = true;
    const end = (): boolean => {
      const wasOpen = isOpen;
      isOpen = false;
      if (wasOpen) open -= 1;
      return wasOpen;
    };
    return {
      isHeld: () => true,
      async release() {
        if (end()) released.push(clock.now());
      },
      async cancel() {
        if (end()) changed.abort('a turn is free');
      },
    };
  };

  const refuseLate = (retryAfterMs: number): void => {
    const now = clock.now();
    for (const { turn } of line.takeWhile(({ until }) => until <= now))
      turn.reject(new RefusedError([rateLimited(retryAfterMs)]));
  };

  /** Gives turns to waiting purchases until none is left. */
  const serve = async (): Promise<void> => {
    isServing = true;
    while (line.size > 0 && !isClosed) {
      const ms = untilFree();
      if (ms <= 0) {
        line.next()?.turn.resolve(begin());
        continue;
      }
      refuseLate(ms);
      const now = clock.now();
      const firstEnd = Math.min(...line.heads().map(({ until }) => until - now));
      changed = new AbortController();
      await clock.wait(Math.min(ms, firstEnd), changed.signal);
    }
    isServing = false;
  };

  return {
    limit,
    maxWaitMs: MAX_WAIT_MS,
    windowMs,
    admit: async ({ viewer }) => admit(viewer),
    async acquire({ viewer }) {
      const refused = admit(viewer);
      if (refused) throw new RefusedError([refused]);
      if (line.size === 0 && untilFree() <= 0) return begin();
      const turn = Promise.withResolvers<PurchaseTurn>();
      line.add(viewer, { until: clock.now() + MAX_WAIT_MS, turn });
      if (!isServing) void serve();
      return await turn.promise;
    },
    restore(ages) {
      // An age below zero comes from a clock that was set back.
      const now = clock.now();
      released = [...released, ...ages.map((age) => now - Math.max(age, 0))].sort((a, b) => a - b);
    },
    async pause(ms) {
      pausedUntil = Math.max(pausedUntil, clock.now() + ms);
    },
    async close() {
      isClosed = true;
      for (const { turn } of line.takeWhile(() => true)) turn.reject(new RefusedError([closed()]));
      changed.abort('closed');
    },
  };
};
