import type { Clock } from '../domain/ports/clock.ts';

/** A smaller difference is left alone: it is within what time servers achieve, and delays nothing by more. Milliseconds. */
const NOISE_MS = 1_000;

/**
 * The time of day by which tasks are stamped and looked at. Where nodes share a database it follows the clock of the
 * database: a deadline that one node has set means the same to all, whatever their own clocks show.
 */
export interface SharedClock extends Clock {
  /** Notes what the clock of the database showed for a statement that was sent at `sentAt`, by this clock. */
  compare(databaseNow: number, sentAt: number): void;
}

/** @param clock the node's own time of day, which is kept until it is compared. */
export const createSharedClock = (clock: Clock): SharedClock => {
  let aheadMs = 0;
  const now = (): number => clock.now() + aheadMs;
  return {
    now,
    wait: clock.wait,
    compare(databaseNow, sentAt) {
      const answeredAt = now();
      const difference = databaseNow - (sentAt + answeredAt) / 2;
      // The statement was at the database at some moment between the two.
      const error = (answeredAt - sentAt) / 2;
      if (Math.abs(difference) - error >= NOISE_MS) aheadMs += Math.round(difference);
    },
  };
};
