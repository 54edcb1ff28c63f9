import type { Clock } from '../../ports/clock.ts';

/** Keeps what is done for each of many ids from being done too often. */
interface Pace {
  /** Milliseconds until it may be done for `id` again; 0 when it may now, and then it counts as done. */
  enter(id: string): number;
}

/** Remembers only what can still matter. */
export const createPace = (intervalMs: number, clock: Clock): Pace => {
  const enteredAt = new Map<string, number>();
  return {
    enter(id) {
      const now = clock.now();
      for (const [known, at] of enteredAt) {
        // In the order of their times: the rest is younger. One from the future is of a clock that was set back.
        if (now >= at && now - at < intervalMs) break;
        enteredAt.delete(known);
      }
      const last = enteredAt.get(id);
      if (last !== undefined) return last + intervalMs - now;
      enteredAt.set(id, now);
      return 0;
    },
  };
};
