import type { Clock } from './ports/clock.ts';

interface Waiting {
  readonly since: number;
  readonly giveUp: () => void;
}

/**
 * `within` for much work that all has the same time. One timer serves all of it: a timer and a signal for each would cost
 * more than the rest of the wait.
 *
 * @param clock a steady one.
 * @returns what work resolves with, if it does so within `ms` milliseconds. Otherwise `lateError` is thrown, the work goes
 *   on, and its result is ignored.
 */
export const createDeadline = (clock: Clock, ms: number) => {
  /** Oldest first. */
  const waiting = new Set<Waiting>();
  let isWatched = false;

  const watch = async (): Promise<void> => {
    isWatched = true;
    for (let [oldest] = waiting; oldest !== undefined; [oldest] = waiting) {
      const leftMs = oldest.since + ms - clock.now();
      if (leftMs > 0) await clock.wait(leftMs);
      else oldest.giveUp();
    }
    isWatched = false;
  };

  return <T>(work: Promise<T>, lateError: () => Error): Promise<T> =>
    new Promise((resolve, reject) => {
      const end = (settle: () => void): void => {
        waiting.delete(entry);
        settle();
      };
      const entry: Waiting = { since: clock.now(), giveUp: () => end(() => reject(lateError())) };
      waiting.add(entry);
      if (!isWatched) void watch();
      work.then(
        (result) => end(() => resolve(result)),
        (error: unknown) => end(() => reject(error)),
      );
    });
};
