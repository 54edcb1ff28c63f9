import { type RefusalCode, UNKNOWN_TRACK } from '../../domain/tasks/lifecycle/refusal.ts';
import type { CodeMeaning } from './wire/dialects.ts';

/*
 * What a negative answer to a purchase means, in one table for HTTP statuses and body codes. A documented refusal is a
 * refusal under every HTTP status that is itself a refusal.
 */

/** A refusal as the caller reads it. */
export interface Refusing {
  readonly code: RefusalCode;
  readonly retryable: boolean;
  /** Milliseconds to wait where the provider names none. */
  readonly retryAfterMs?: number;
  /** The gateway's own message, where the provider's text is unclear or reveals too much. */
  readonly message?: string;
}

/** Meanings that only HTTP statuses have: a server or a proxy before it did not take the request. */
type StatusMeaning = 'forbidden' | 'no-such-path' | 'unsupported';

/** After a refusal by rate the provider wants at least 10 s of silence (docs.kie.ai, "Getting Started"). */
const RATE_PAUSE_MS = 10_000;
const MAINTENANCE_PAUSE_MS = 60_000;

export const NOT_FOUND: Refusing = { code: 'NOT_FOUND', retryable: false, message: UNKNOWN_TRACK };

const KEY_REFUSED = "The provider refused the operator's API key.";

/** `in-doubt`: a purchase answered like this may have been charged. */
export const REFUSINGS: Readonly<Record<Exclude<CodeMeaning, 'ok'> | StatusMeaning, Refusing | 'in-doubt'>> = {
  malformed: { code: 'INVALID_INPUT', retryable: false },
  unauthorized: { code: 'UPSTREAM_REFUSED', retryable: false, message: KEY_REFUSED },
  forbidden: { code: 'UPSTREAM_REFUSED', retryable: false },
  'insufficient-credits': { code: 'INSUFFICIENT_CREDITS', retryable: false },
  'not-found': NOT_FOUND,
  'no-such-path': { code: 'UPSTREAM_UNAVAILABLE', retryable: false },
  'method-not-allowed': { code: 'UPSTREAM_UNAVAILABLE', retryable: false },
  unsupported: { code: 'UPSTREAM_UNAVAILABLE', retryable: false },
  'already-exists': { code: 'INVALID_INPUT', retryable: false },
  'existing-work': { code: 'INVALID_INPUT', retryable: false },
  'too-long': { code: 'INVALID_INPUT', retryable: false },
  invalid: { code: 'INVALID_INPUT', retryable: false },
  'rate-limited': { code: 'RATE_LIMITED', retryable: true, retryAfterMs: RATE_PAUSE_MS },
  'key-cap-reached': { code: 'UPSTREAM_REFUSED', retryable: false },
  'file-unreachable': { code: 'INVALID_INPUT', retryable: false },
  maintenance: { code: 'UPSTREAM_UNAVAILABLE', retryable: true, retryAfterMs: MAINTENANCE_PAUSE_MS },
  'feature-disabled': { code: 'UPSTREAM_UNAVAILABLE', retryable: false },
  // The provider's own supplier did not answer: the provider may have paid there, and may charge for it.
  'upstream-silent': 'in-doubt',
  // "Internal": the purchase may have been charged (provider.md, 9.1).
  internal: 'in-doubt',
  // A message about a generation in the answer to a purchase: there may have been one.
  'generation-failed': 'in-doubt',
  'failed-and-refunded': 'in-doubt',
};

/**
 * The meaning of an HTTP status alone. 408, 409, 410, 425 and all others leave the purchase in doubt, unless the code
 * in the body says more.
 */
export const MEANING_OF_STATUS: Readonly<Record<number, keyof typeof REFUSINGS>> = {
  400: 'malformed',
  401: 'unauthorized',
  402: 'insufficient-credits',
  403: 'forbidden',
  404: 'no-such-path',
  405: 'method-not-allowed',
  413: 'too-long',
  415: 'unsupported',
  422: 'invalid',
  429: 'rate-limited',
};

/** The statuses that a proxy or a router sends by itself. The application sends the others, with an envelope. */
export const PROXY_STATUSES: ReadonlySet<number> = new Set([401, 403, 404, 405, 413, 415, 429]);

/**
 * 422 has one code for bad input and unknown records; the words tell them apart (provider.md, 2.2: recorded answers).
 */
export const UNKNOWN_RECORD = /(record|music|task|audio)\b.*\bdoes not exist|not exist|not found/i;
