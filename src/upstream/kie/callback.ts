import { timingSafeEqual } from 'node:crypto';
import type { OperationName } from '../../domain/operations/index.ts';
import type { Report } from '../../domain/tasks/lifecycle/transition.ts';
import { kieOperations } from './operations/index.ts';
import type { Dialect } from './wire/dialects.ts';
import { callbackSignature } from './wire/signature.ts';

export type { Dialect } from './wire/dialects.ts';
export { callbackTaskId as readCallbackTaskId } from './wire/envelope.ts';
export { SIGNATURE_HEADER, TIMESTAMP_HEADER } from './wire/signature.ts';

/** Clocks may differ by so much, in seconds; the provider documents no number, its clients use this one. */
const TOLERANCE_SECONDS = 300;

/** What a callback's body says about a task of `operation`. */
export const readCallbackReport = (operation: OperationName, body: unknown, dialect: Dialect): Report =>
  kieOperations[operation].readCallback(body, dialect);

export interface CallbackSignature {
  /** Unix time in seconds, as the header spells it. */
  readonly timestamp: string;
  readonly signature: string;
}

/**
 * Whether a callback was signed with `key` for this task, not long ago. It proves who sent it, and nothing about the
 * body: that is not signed.
 *
 * @param now epoch milliseconds.
 */
export const isSignedBy = (
  key: string,
  upstreamTaskId: string,
  { timestamp, signature }: CallbackSignature,
  now: number,
): boolean => {
  if (!/^\d{1,12}$/.test(timestamp) || Math.abs(now / 1_000 - Number(timestamp)) > TOLERANCE_SECONDS) return false;
  const expected = Buffer.from(callbackSignature(key, upstreamTaskId, timestamp));
  const given = Buffer.from(signature);
  return given.length === expected.length && timingSafeEqual(given, expected);
};
