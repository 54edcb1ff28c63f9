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

/** A refusal that the caller can act on: surely nothing was bought. */
export interface Refusal {
  readonly code: RefusalCode;
  readonly message: string;
  /** Path of the argument at fault, outermost first. */
  readonly field: readonly string[] | null;
  /** The same call may succeed later, unchanged. */
  readonly retryable: boolean;
  /** Milliseconds to wait first, where known. */
  readonly retryAfterMs: number | null;
  /** The provider's own number, where the refusal is the provider's. */
  readonly upstreamCode: number | null;
}

/** What the provider is taken to say of a track that it does not know; what we say of one that is another viewer's. */
export const UNKNOWN_TRACK = 'The provider knows no such task or track.';

/** What is said of a result that the provider made before, for a task that is not here. */
export const MADE_BEFORE = 'The provider has made this before, for a task that is not here; nothing was charged.';

/** A refusal of `code`, with everything that is not given left unknown. */
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
