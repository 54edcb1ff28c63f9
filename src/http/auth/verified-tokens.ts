import { hash } from 'node:crypto';
import { createBoundedCache } from '../../bounded-cache.ts';

/** What a token says of its viewer, once its signature and its claims are verified. */
export interface VerifiedToken {
  readonly sub: string;
  /** `exp`, in epoch seconds; null: it does not expire. */
  readonly exp: number | null;
}

/**
 * Verifies a token, or finds that it was verified before and that verifying it now would find the same: so the signature
 * of a token is computed once and not for each request. What `verify` throws is thrown on, and nothing is kept of it.
 *
 * @param now epoch milliseconds.
 */
export type VerifyOnce = (
  token: string,
  now: number,
  verify: (token: string) => Promise<VerifiedToken>,
) => Promise<VerifiedToken>;

/** Tokens at one time: each takes some 300 bytes. */
const MAX_TOKENS = 10_000;

interface Kept {
  readonly verified: VerifiedToken;
  readonly verifiedAt: number;
  readonly keys: number;
}

/** Found by digest, so that no token stays in memory, and the time that it takes tells nothing about one. */
const digestOf = (token: string): string => hash('sha256', token, 'base64');

/**
 * @param toleranceS for how many seconds after `exp` a token is still taken.
 * @param keysVersion a number that changes with the keys that tokens are verified with; null: they have to be fetched
 *   first. What was verified with other keys is verified again: a key that is not published any more verifies nothing.
 */
export const createVerifyOnce = (toleranceS: number, keysVersion: () => number | null): VerifyOnce => {
  const tokens = createBoundedCache<string, Kept>(MAX_TOKENS);

  const isRight = ({ verified: { exp }, verifiedAt, keys }: Kept, now: number): boolean => {
    // On a clock that was set back, a token may not be valid yet.
    if (keys !== keysVersion() || now < verifiedAt) return false;
    return exp === null || exp > Math.floor(now / 1_000) - toleranceS;
  };

  return async (token, now, verify) => {
    const digest = digestOf(token);
    const kept = tokens.get(digest);
    if (kept !== undefined && isRight(kept, now)) return kept.verified;
    const keys = keysVersion();
    const verified = await verify(token);
    // Other keys may have come meanwhile, without the one of this token.
    if (keys !== null && keys === keysVersion()) tokens.set(digest, { verified, verifiedAt: now, keys }, 1);
    return verified;
  };
};
