import { z } from 'zod';
import { epochMs } from './schemas.ts';
import { createWork } from './work.ts';

/**
 * The mock's own time. Stages, retries, rate windows and expiry all read it, so a test can stop it, step from event to
 * event, or jump a fortnight ahead.
 *
 * Running, it follows the machine's clock plus an offset. Stopped, it stands still until it is stepped or jumped. A jump
 * runs events in order and waits for each delivery before it runs the next event, as in real time.
 */
export interface Clock {
  /** Epoch milliseconds. */
  now(): number;
  readonly stopped: boolean;
  /**
   * Runs `action` once, `ms` from now. `what` names it for people who read the queue. Returns a function that cancels
   * it. The error of an action that throws or rejects goes to stderr; other actions run all the same.
   */
  after(ms: number, what: string, action: () => unknown): () => void;
  stop(): void;
  start(): void;
  /** Moves to the next `count` events and runs them. Returns what ran. */
  step(count?: number): Promise<readonly ClockEvent[]>;
  /** Moves `ms` ahead and runs all that falls due on the way, including what those events add. */
  jump(ms: number): Promise<readonly ClockEvent[]>;
  /** Marks work that a step or jump waits for before it goes on: an attempt to deliver a callback. */
  busy<T>(work: Promise<T>): Promise<T>;
  /** What is still to come, soonest first. */
  pending(): readonly ClockEvent[];
  /** Drops all events and all work waited for. With `now`, sets the time too. */
  reset(now?: number): void;
}

/** Something that is to happen, or has happened, at a time. */
export const clockEvent = z.object({ at: epochMs, what: z.string() });
export type ClockEvent = Readonly<z.infer<typeof clockEvent>>;

interface Timer extends ClockEvent {
  readonly action: () => unknown;
}

export interface ClockOptions {
  /** Epoch milliseconds; the machine's time by default. */
  readonly startAt?: number;
  /** Whether it stands still until stepped. */
  readonly stopped?: boolean;
  /** Real time that steps and jumps wait for the answer to each callback; 5 seconds by default. */
  readonly settleTimeoutMs?: number;
}

/** Ten years: the longest wait. What scenarios and the time scale multiply to is cut off here. */
export const LONGEST_WAIT_MS = 10 * 365 * 24 * 60 * 60 * 1000;
/** Longest delay that `setTimeout` takes; longer waits are cut into several. */
const LONGEST_TIMEOUT_MS = 2 ** 31 - 1;

/** Runs an action. Its error goes to stderr, because the call that planned it was answered long ago. */
const perform = async ({ what, action }: Timer): Promise<void> => {
  try {
    await action();
  } catch (error) {
    console.error(`mock: ${what} failed inside the mock itself:`, error);
  }
};

export const createClock = (options: ClockOptions = {}): Clock => {
  const work = createWork(options.settleTimeoutMs);
  let offset = options.startAt === undefined ? 0 : options.startAt - Date.now();
  let stoppedAt: number | null = options.stopped ? (options.startAt ?? Date.now()) : null;
  let timers: Timer[] = [];
  let wake: ReturnType<typeof setTimeout> | undefined;

  const now = (): number => stoppedAt ?? Date.now() + offset;

  const due = (until: number): Timer | undefined => {
    const [next] = timers;
    return next === undefined || next.at > until ? undefined : timers.shift();
  };

  const queue = (timer: Timer): void => {
    // From the back, where most new timers belong. Equal times keep the order in which they were added.
    let place = timers.length;
    while (place > 0 && (timers[place - 1]?.at ?? 0) > timer.at) place--;
    timers.splice(place, 0, timer);
  };

  const arm = (): void => {
    clearTimeout(wake);
    const [next] = timers;
    if (stoppedAt !== null || next === undefined) return;
    wake = setTimeout(
      () => {
        for (let timer = due(now()); timer !== undefined; timer = due(now())) void perform(timer);
        arm();
      },
      Math.min(Math.max(0, next.at - now()), LONGEST_TIMEOUT_MS),
    );
  };

  const resume = (from: number): void => {
    offset = from - Date.now();
    stoppedAt = null;
    arm();
  };

  // Steps and jumps are one at a time: two at once would run events out of order.
  let moves: Promise<unknown> = Promise.resolve();
  const move = (next: (ran: ClockEvent[]) => Promise<void>): Promise<readonly ClockEvent[]> => {
    const moved = moves.then(async () => {
      const ran: ClockEvent[] = [];
      const running = stoppedAt === null;
      stoppedAt = now();
      clearTimeout(wake);
      try {
        await next(ran);
      } finally {
        if (running) resume(stoppedAt);
      }
      return ran;
    });
    moves = moved.catch(() => undefined);
    return moved;
  };

  const run = async (timer: Timer, ran: ClockEvent[]): Promise<void> => {
    stoppedAt = Math.max(now(), timer.at);
    ran.push({ at: timer.at, what: timer.what });
    void perform(timer);
    await work.settle();
  };

  return {
    now,
    get stopped() {
      return stoppedAt !== null;
    },
    after: (ms, what, action) => {
      // The provider's times are whole milliseconds, also with a fractional time scale.
      const timer: Timer = { at: now() + Math.round(Math.min(Math.max(0, ms), LONGEST_WAIT_MS)), what, action };
      queue(timer);
      arm();
      return () => {
        timers = timers.filter((other) => other !== timer);
        arm();
      };
    },
    stop: () => {
      stoppedAt = now();
      clearTimeout(wake);
    },
    start: () => {
      if (stoppedAt !== null) resume(stoppedAt);
    },
    step: (count = 1) =>
      move(async (ran) => {
        for (let left = count; left > 0; left--) {
          const timer = due(Number.POSITIVE_INFINITY);
          if (timer === undefined) return;
          await run(timer, ran);
        }
      }),
    jump: (ms) =>
      move(async (ran) => {
        const target = now() + ms;
        for (let timer = due(target); timer !== undefined; timer = due(target)) await run(timer, ran);
        stoppedAt = target;
        await work.settle();
      }),
    busy: work.busy,
    pending: () => timers.map(({ at, what }) => ({ at, what })),
    reset: (to) => {
      clearTimeout(wake);
      timers = [];
      work.clear();
      if (to === undefined) return;
      if (stoppedAt === null) offset = to - Date.now();
      else stoppedAt = to;
    },
  };
};
