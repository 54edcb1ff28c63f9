import type { Clock } from './domain/ports/clock.ts';

/** The longest delay of a timer, 24.8 days: Node fires a timer with a longer one at once. */
export const MAX_TIMER_MS = 2 ** 31 - 1;

/** The machine's clock: the time of day, which time servers set back and ahead. */
export const systemClock: Clock = {
  now: Date.now,
  wait: (ms, signal) =>
    new Promise((resolve) => {
      if (signal?.aborted) return resolve();
      const done = (): void => {
        clearTimeout(timer);
        signal?.removeEventListener('abort', done);
        resolve();
      };
      const timer = setTimeout(done, Math.min(ms, MAX_TIMER_MS));
      timer.unref();
      signal?.addEventListener('abort', done, { once: true });
    }),
};

/** A clock that is never set and has no time of day. It measures how long something takes within this process. */
export const steadyClock: Clock = { now: () => performance.now(), wait: systemClock.wait };
