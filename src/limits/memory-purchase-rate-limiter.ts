import type { Clock } from '../domain/ports/clock.ts';
import type { PurchaseRateLimiter, RateWindow } from '../domain/ports/purchase-rate-limiter.ts';
import { RefusedError } from '../domain/tasks/errors.ts';
import { refusal } from '../domain/tasks/lifecycle/refusal.ts';

/** So many purchases in any window of that length. */
export interface Rate {
  readonly limit: number;
  readonly windowMs: number;
}

/** The longest wait for a turn, in milliseconds. */
const MAX_WAIT_MS = 10_000;
/** A burst of twice the limit should pass whole when the window is as long as the wait, round trips included. */
const TOLERANCE_MS = 500;
/** After so long a purchase has its turn, or has been refused. */
export const LONGEST_WAIT_MS = MAX_WAIT_MS + TOLERANCE_MS;

interface Slot {
  /** From when the window counts: when the provider answered; until then, when the purchase was let in. */
  at: number;
  open: boolean;
}

const rateLimited = (retryAfterMs: number): RefusedError =>
  new RefusedError([
    refusal('RATE_LIMITED', 'Too many purchases are waiting their turn.', { retryable: true, retryAfterMs }),
  ]);

const closed = (): RefusedError => {
  const message = 'The gateway is stopping; nothing was sent.';
  return new RefusedError([refusal('UPSTREAM_UNAVAILABLE', message, { retryable: true, retryAfterMs: 1_000 })]);
};

/**
 * A sliding window for one process: at no time were more than `limit` purchases sent in the last `windowMs`. A slot
 * counts from its answer, for only then it is certain that the provider has not yet to see the purchase.
 * Those who wait are let in in the order in which they came.
 *
 * @param clock one that nobody sets: a wait must not grow when the time of day is corrected.
 */
export const createMemoryPurchaseRateLimiter = (
  { limit, windowMs }: Rate,
  clock: Clock,
): PurchaseRateLimiter & RateWindow => {
  let slots: Slot[] = [];
  let pausedUntil = 0;
  let turn: Promise<unknown> = Promise.resolve();
  let waiting = 0;
  let isClosed = false;
  let released = new AbortController();

  /** Milliseconds until the next slot is free, 0 when one is. */
  const untilFree = (ahead = 0): number => {
    const now = clock.now();
    slots = slots.filter((slot) => slot.open || slot.at + windowMs > now);
    const times = slots.map((slot) => Math.max(slot.at, slot.open ? now : 0) + windowMs).sort((a, b) => a - b);
    const rounds = Math.floor(ahead / limit);
    const place = slots.length - limit + (ahead % limit);
    const free = place < 0 ? now : (times[place] ?? now);
    return Math.max(free + rounds * windowMs, pausedUntil) - now;
  };

  const wait = async (deadline: number): Promise<Slot> => {
    for (let ms = untilFree(); ms > 0 && !isClosed; ms = untilFree()) {
      const left = deadline - clock.now();
      if (left <= 0) throw rateLimited(ms);
      released = new AbortController();
      await clock.wait(Math.min(ms, left), released.signal);
    }
    if (isClosed) throw closed();
    const slot = { at: clock.now(), open: true };
    slots.push(slot);
    return slot;
  };

  return {
    limit,
    windowMs,
    async acquire() {
      if (isClosed) throw closed();
      const deadline = clock.now() + LONGEST_WAIT_MS;
      const expected = untilFree(waiting);
      // Whoever cannot get a turn in time is told at once.
      if (clock.now() + expected > deadline) throw rateLimited(expected);
      waiting += 1;
      const mine = turn
        .then(() => wait(deadline))
        .finally(() => {
          waiting -= 1;
        });
      turn = mine.catch(() => undefined);
      const slot = await mine;
      return {
        release() {
          slot.open = false;
          slot.at = clock.now();
        },
      };
    },
    restore(ages) {
      // An age below zero comes from a clock that was set back.
      for (const age of ages) slots.push({ at: clock.now() - Math.max(age, 0), open: false });
    },
    pause(ms) {
      pausedUntil = Math.max(pausedUntil, clock.now() + ms);
    },
    close() {
      isClosed = true;
      released.abort();
    },
  };
};
