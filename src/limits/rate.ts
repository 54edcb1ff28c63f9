import { type Refusal, refusal } from '../domain/tasks/lifecycle/refusal.ts';

/** At most `limit` purchases in any window of `windowMs` milliseconds. */
export interface Rate {
  readonly limit: number;
  readonly windowMs: number;
}

/** A burst of twice the limit passes whole when the window is as long as the wait: ten seconds, and some round trips. */
export const MAX_WAIT_MS = 10_000 + 500;

/** The refusal of a purchase whose turn would come too late. */
export const rateLimited = (retryAfterMs: number): Refusal =>
  refusal('RATE_LIMITED', 'Too many purchases are waiting their turn.', { retryable: true, retryAfterMs });

/** The refusal of a purchase that a limiter meets which is closed. */
export const closed = (): Refusal => {
  const message = 'The gateway is stopping; nothing was sent.';
  return refusal('UPSTREAM_UNAVAILABLE', message, { retryable: true, retryAfterMs: 1_000 });
};
