import type { Clock } from './ports/clock.ts';

/**
 * Work that has not ended yet, between the work that began before it and after it. Linked by hand, and unlinked on both
 * sides: each table that a Set has had refers to the next one, so that an old one would keep what all later ones had held
 * until V8 looks through the whole heap.
 */
class Waiting {
  readonly since: number;
  readonly reject: (error: Error) => void;
  readonly lateError: () => Error;
  older: Waiting | null = null;
  newer: Waiting | null = null;

  constructor(since: number, reject: (error: Error) => void, lateError: () => Error) {
    this.since = since;
    this.reject = reject;
    this.lateError = lateError;
  }
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
  let oldest: Waiting | null = null;
  let newest: Waiting | null = null;
  let isWatched = false;

  const add = (entry: Waiting): void => {
    entry.older = newest;
    if (newest === null) oldest = entry;
    else newest.newer = entry;
    newest = entry;
  };

  /** Does nothing for what was removed before. */
  const remove = (entry: Waiting): void => {
    const { older, newer } = entry;
    if (older !== null) older.newer = newer;
    else if (oldest === entry) oldest = newer;
    if (newer !== null) newer.older = older;
    else if (newest === entry) newest = older;
    entry.older = null;
    entry.newer = null;
  };

  const giveUp = (entry: Waiting): void => {
    remove(entry);
    entry.reject(entry.lateError());
  };

  const watch = async (): Promise<void> => {
    isWatched = true;
    while (oldest !== null) {
      const leftMs = oldest.since + ms - clock.now();
      if (leftMs > 0) await clock.wait(leftMs);
      else giveUp(oldest);
    }
    isWatched = false;
  };

  return <T>(work: Promise<T>, lateError: () => Error): Promise<T> =>
    new Promise((resolve, reject) => {
      const entry = new Waiting(clock.now(), reject, lateError);
      add(entry);
      if (!isWatched) void watch();
      work.then(
        (result) => {
          remove(entry);
          resolve(result);
        },
        (error: unknown) => {
          remove(entry);
          reject(error);
        },
      );
    });
};
