import type { Clock } from './domain/tasks/ports.ts';

/** The machine's clock. */
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
