import type { Clock } from '../../src/domain/ports/clock.ts';

interface Waiter {
  readonly at: number;
  readonly done: () => void;
}

/** A clock that stands still until it is moved. */
export interface ManualClock extends Clock {
  /** Moves ahead by `ms`, from one wait's end to the next, letting everything settle in between. */
  advance(ms: number): Promise<void>;
  /** Sets the time: back, as a time server may, or ahead, as after a long sleep; releases what is due by then. */
  jump(ms: number): Promise<void>;
  /** The same, as a stopwatch: no time server sets it. */
  readonly steady: Clock;
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
  /** What a stopwatch shows, and what a wall clock shows more than that. */
  let elapsed = 0;
  let offset = startAt;
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
      elapsed = Math.max(elapsed, next.at);
      waiters = waiters.filter((waiter) => waiter !== next);
      next.done();
      await settle();
    }
  };

  const wait: Clock['wait'] = (ms, signal) =>
    new Promise((resolve) => {
      if (signal?.aborted || ms <= 0) return resolve();
      const done = (): void => {
        waiters = waiters.filter((one) => one !== waiter);
        signal?.removeEventListener('abort', done);
        resolve();
      };
      const waiter: Waiter = { at: elapsed + ms, done };
      waiters.push(waiter);
      signal?.addEventListener('abort', done, { once: true });
    });

  return {
    now: () => elapsed + offset,
    wait,
    steady: { now: () => elapsed, wait },
    async advance(ms) {
      const until = elapsed + ms;
      await settle();
      await release(until);
      elapsed = Math.max(elapsed, until);
      await settle();
    },
    async jump(ms) {
      if (ms < 0) offset += ms;
      else elapsed += ms;
      await release(elapsed);
      await settle();
    },
    settle,
  };
};
