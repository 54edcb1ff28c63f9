import { MAX_TIMER_MS } from '../../system-clock.ts';

const nothing = (): void => undefined;

/**
 * Calls `end` when credentials expire, unless the function that it returns is called before. Credentials that live
 * longer than a timer can wait are ended when the timer is.
 *
 * @param expiresAt epoch milliseconds; null: never.
 */
export const onExpiry = (expiresAt: number | null, end: () => void): (() => void) => {
  if (expiresAt === null) return nothing;
  const timer = setTimeout(end, Math.min(Math.max(expiresAt - Date.now(), 0), MAX_TIMER_MS));
  return () => clearTimeout(timer);
};
