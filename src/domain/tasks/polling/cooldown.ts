import type { Clock } from '../../ports/clock.ts';
import { createExpiringMap } from './expiring-map.ts';

/** A minimum interval between two actions for the same id. */
export interface Cooldown {
  /** Milliseconds until the action for `id` is allowed again. 0: it is allowed now, and counts as done. */
  remainingMs(id: string): number;
}

/** A cooldown of `intervalMs` milliseconds. It forgets an id soon after the interval is over. */
export const createCooldown = (intervalMs: number, clock: Clock): Cooldown => {
  const startedAt = createExpiringMap<number>(intervalMs);
  return {
    remainingMs(id) {
      const now = clock.now();
      const last = startedAt.get(id);
      // A beginning in the future comes from a clock that was set back.
      if (last !== undefined && now >= last && now - last < intervalMs) return last + intervalMs - now;
      startedAt.set(id, now, now);
      return 0;
    },
  };
};
