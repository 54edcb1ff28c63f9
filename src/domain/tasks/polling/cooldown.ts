import type { Clock } from '../../ports/clock.ts';

/** Keeps what is done for each of many ids from being done too often. */
export interface Cooldown {
  /** Milliseconds until it may be done for `id` again; 0 when it may now, and then it counts as done. */
  remainingMs(id: string): number;
}

/** Remembers only what can still matter. */
export const createCooldown = (intervalMs: number, clock: Clock): Cooldown => {
  const startedAt = new Map<string, number>();
  return {
    remainingMs(id) {
      const now = clock.now();
      for (const [known, at] of startedAt) {
        // In the order of their times: the rest is younger. One from the future is of a clock that was set back.
        if (now >= at && now - at < intervalMs) break;
        startedAt.delete(known);
      }
      const last = startedAt.get(id);
      if (last !== undefined) return last + intervalMs - now;
      startedAt.set(id, now);
      return 0;
    },
  };
};
