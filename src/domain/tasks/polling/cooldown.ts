import type { Clock } from '../../ports/clock.ts';

/** A minimum interval between two actions for the same id. */
export interface Cooldown {
  /** Milliseconds until the action for `id` is allowed again. 0: it is allowed now, and counts as done. */
  remainingMs(id: string): number;
}

/** A cooldown of `intervalMs` milliseconds. It forgets an id as soon as the interval is over. */
export const createCooldown = (intervalMs: number, clock: Clock): Cooldown => {
  const startedAt = new Map<string, number>();
  return {
    remainingMs(id) {
      const now = clock.now();
      for (const [known, at] of startedAt) {
        // The map is in the order of time: the rest is younger. An entry in the future comes from a clock that was set
        // back.
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
