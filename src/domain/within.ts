import type { Clock } from './ports/clock.ts';

const LATE = Symbol('late');

/**
 * What `work` resolves with, if it does so in time. Otherwise the work goes on, and its result is ignored.
 *
 * @param clock a steady one.
 * @param lateError what is thrown when it takes longer than `ms` milliseconds.
 */
export const within = async <T>(clock: Clock, ms: number, work: Promise<T>, lateError: () => Error): Promise<T> => {
  const waiting = new AbortController();
  try {
    const result = await Promise.race([work, clock.wait(ms, waiting.signal).then((): typeof LATE => LATE)]);
    if (result === LATE) throw lateError();
    return result;
  } finally {
    // With a reason: the error that is made without one costs more than the wait.
    waiting.abort('over');
  }
};
