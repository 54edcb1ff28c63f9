import { type Linked, LinkedList } from './linked-list.ts';
import type { Clock } from './ports/clock.ts';

/** Work that has not ended yet. */
class Waiting implements Linked<Waiting> {
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
  const waiting = new LinkedList<Waiting>();
  let isWatched = false;

  const giveUp = (entry: Waiting): void => {
    waiting.remove(entry);
    entry.reject(entry.lateError());
  };

  const watch = async (): Promise<void> => {
    isWatched = true;
    while (waiting.oldest !== null) {
      const leftMs = waiting.oldest.since + ms - clock.now();
      if (leftMs > 0) await clock.wait(leftMs);
      else giveUp(waiting.oldest);
    }
    isWatched = false;
  };

  return <T>(work: Promise<T>, lateError: () => Error): Promise<T> =>
    new Promise((resolve, reject) => {
      const entry = new Waiting(clock.now(), reject, lateError);
      waiting.add(entry);
      if (!isWatched) void watch();
      work.then(
        (result) => {
          waiting.remove(entry);
          resolve(result);
        },
        (error: unknown) => {
          waiting.remove(entry);
          reject(error);
        },
      );
    });
};
