import type { Clock } from '../../domain/ports/clock.ts';

/** A difference below this is taken for the time that a statement travels, in milliseconds. */
const NOISE_MS = 1_000;

/** How far the clock of the database is ahead of this node's: nodes whose clocks differ agree on when a lease ends. */
export interface ClockSkew {
  /** In milliseconds; 0 while the clocks agree but for the travelling time. */
  readonly ms: number;
  /** Notes what the database's clock showed for a statement that was sent at `sentAt`, by the node's clock. */
  note(databaseNow: number, sentAt: number): void;
}

export const createClockSkew = (clock: Clock): ClockSkew => {
  let ms = 0;
  return {
    get ms() {
      return ms;
    },
    note(databaseNow, sentAt) {
      const difference = databaseNow - (sentAt + clock.now()) / 2;
      ms = Math.abs(difference) < NOISE_MS ? 0 : Math.round(difference);
    },
  };
};
