import type { Clock } from './domain/ports/clock.ts';

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
      // Timers overflow past 24.8 days, and fire at once.
      const timer = setTimeout(done, Math.min(ms, 2 ** 31 - 1));
      timer.unref();
      signal?.addEventListener('abort', done, { once: true });
    }),
};

/** A stopwatch: no time of day, and nobody sets it. For how long something takes within this process. */
export const steadyClock: Clock = { now: () => performance.now(), wait: systemClock.wait };
