/** Timers cannot wait longer; who has a token for longer is asked to come back then. */
const MAX_TIMER_MS = 2 ** 31 - 1;

/**
 * Calls `end` when credentials expire, unless the function that it returns is called before.
 *
 * @param expiresAt epoch milliseconds; null: never.
 */
export const onExpiry = (expiresAt: number | null, end: () => void): (() => void) => {
  if (expiresAt === null) return () => undefined;
  const timer = setTimeout(end, Math.min(Math.max(expiresAt - Date.now(), 0), MAX_TIMER_MS));
  return () => clearTimeout(timer);
};
