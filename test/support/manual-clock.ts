import type { Clock } from '../../src/domain/tasks/ports.ts';

interface Waiter {
  readonly at: number;
  readonly done: () => void;
}

/** A clock that stands still until it is moved. */
export interface ManualClock extends Clock {
  /** Moves ahead by `ms`, from one wait's end to the next, letting everything settle in between. */
  advance(ms: number): Promise<void>;
  /** Sets the time, back or ahead, as an operator or a broken time server would; releases what is due by then. */
  jump(ms: number): Promise<void>;
  /** Lets everything run that does not wait for this clock. */
  settle(): Promise<void>;
}

/** Turns of the event loop without work after which all is quiet. */
const QUIET_TURNS = 4;
/** Work that does not end by itself (a provider that hangs) is not waited for. */
const MAX_TURNS = 400;

/** Beginning of the tests' time: 2026-01-01. */
export const START = 1_767_225_600_000;

/**
 * @param isBusy whether work is under way that does not wait for the clock; its end is waited for when settling.
 */
export const createManualClock = (isBusy: () => boolean = () => false, startAt = START): ManualClock => {
  let now = startAt;
  let waiters: Waiter[] = [];

  const settle = async (): Promise<void> => {
    for (let quiet = 0, turns = 0; quiet < QUIET_TURNS && turns < MAX_TURNS; turns += 1) {
      await new Promise(setImmediate);
      quiet = isBusy() ? 0 : quiet + 1;
    }
  };

  const release = async (until: number): Promise<void> => {
    for (;;) {
      const next = waiters.reduce<Waiter | null>((first, one) => (first && first.at <= one.at ? first : one), null);
      if (next === null || next.at > until) return;
      now = Math.max(now, next.at);
      waiters = waiters.filter((waiter) => waiter !== next);
      next.done();
      await settle();
    }
  };

  return {
    now: () => now,
    wait: (ms, signal) =>
      new Promise((resolve) => {
        if (signal?.aborted || ms <= 0) return resolve();
        const done = (): void => {
          waiters = waiters.filter((one) => one !== waiter);
          signal?.removeEventListener('abort', done);
          resolve();
        };
        const waiter: Waiter = { at: now + ms, done };
        waiters.push(waiter);
        signal?.addEventListener('abort', done, { once: true });
      }),
    async advance(ms) {
      const until = now + ms;
      await settle();
      await release(until);
      now = Math.max(now, until);
      await settle();
    },
    async jump(ms) {
      now += ms;
      await release(now);
      await settle();
    },
    settle,
  };
};
