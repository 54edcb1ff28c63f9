/** The longest wait: one answer must not stop purchases for a day. */
const LONGEST_MS = 600_000;
/** The shortest wait: after "0" the next purchase would be refused, too. */
const SHORTEST_MS = 1_000;

/** The three spellings of an HTTP date (RFC 9110, 5.6.7); all begin with the day's name and hold a time. */
const HTTP_DATE = /^(Mon|Tue|Wed|Thu|Fri|Sat|Sun)[a-z]*,? .*\d{2}:\d{2}:\d{2}/;
const SECONDS = /^\d{1,10}(\.\d+)?$/;

/**
 * Milliseconds to wait, from `Retry-After`: seconds, also with decimals, or an HTTP date. Bounded on both sides.
 *
 * @param now epoch milliseconds.
 * @returns null without a header, and for one that is neither.
 */
export const readRetryAfter = (header: string | readonly string[] | undefined, now: number): number | null => {
  const text = (typeof header === 'string' ? header : (header?.[0] ?? '')).trim();
  const ms = SECONDS.test(text) ? Number(text) * 1_000 : HTTP_DATE.test(text) ? Date.parse(text) - now : Number.NaN;
  return Number.isNaN(ms) ? null : Math.min(Math.max(Math.round(ms), SHORTEST_MS), LONGEST_MS);
};
