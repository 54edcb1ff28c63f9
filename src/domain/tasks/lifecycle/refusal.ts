import type { z } from 'zod';

/** Reasons for which nothing was bought, in the words of the public schema's `UserErrorCode`. */
export type RefusalCode =
  | 'INVALID_INPUT'
  | 'NOT_FOUND'
  | 'IDEMPOTENCY_CONFLICT'
  | 'INSUFFICIENT_CREDITS'
  | 'QUOTA_EXCEEDED'
  | 'RATE_LIMITED'
  | 'UPSTREAM_UNAVAILABLE'
  | 'UPSTREAM_REFUSED'
  | 'ALREADY_EXISTS';

/** A reason why nothing was bought, for the caller. */
export interface Refusal {
  readonly code: RefusalCode;
  readonly message: string;
  /** Path of the argument at fault, outermost first. */
  readonly field: readonly string[] | null;
  /** The same call may succeed later, unchanged. */
  readonly retryable: boolean;
  /** Milliseconds to wait before the next try, where known. */
  readonly retryAfterMs: number | null;
  /** The provider's own number, where the refusal is the provider's. */
  readonly upstreamCode: number | null;
}

/** The message for a track that the provider does not know, and for a track of another viewer. */
export const UNKNOWN_TRACK = 'The provider knows no such task or track.';

/** The message for a result that exists already, but not in a task of this viewer. */
export const MADE_BEFORE = 'The provider has made this before, for a task that is not here; nothing was charged.';

/** A refusal of `code`, with all other fields null or false unless `rest` sets them. */
export const refusal = (code: RefusalCode, message: string, rest: Partial<Refusal> = {}): Refusal => ({
  code,
  message,
  field: null,
  retryable: false,
  retryAfterMs: null,
  upstreamCode: null,
  ...rest,
});

/** The refusal of an input whose field was validated and found wrong. Its path begins with `input`, the argument. */
export const inputRefusal = ({ path, message }: z.core.$ZodIssue): Refusal =>
  refusal('INVALID_INPUT', `${path.join('.') || 'input'} ${message}.`, { field: ['input', ...path.map(String)] });
