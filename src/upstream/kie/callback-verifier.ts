import { timingSafeEqual } from 'node:crypto';
import type { Clock } from '../../domain/ports/clock.ts';
import type { CallbackVerifier } from '../../domain/ports/provider.ts';
import type { ProviderApi } from './api.ts';
import { parseJson } from './wire/json.ts';
import * as read from './wire/reading.ts';
import { callbackSignature, SIGNATURE_HEADER, TIMESTAMP_HEADER } from './wire/signature.ts';

/** Clocks may differ by so much, in seconds; the provider documents no number, its clients use this one. */
const TOLERANCE_SECONDS = 300;

const one = (value: string | readonly string[] | undefined): string => (typeof value === 'string' ? value : '');

/**
 * Checks signatures with `hmacKey`; null: none is wanted. A signature proves who sent a callback, and nothing about the
 * body: that is not signed.
 */
export const createCallbackVerifier = (
  api: Pick<ProviderApi, 'callbackTaskId'>,
  hmacKey: string | null,
  clock: Clock,
): CallbackVerifier => ({
  wantsSignatures: hmacKey !== null,
  parse: (body) => read.only(parseJson(body)),
  taskIdOf: api.callbackTaskId,
  isSigned(upstreamTaskId, headers) {
    if (hmacKey === null) return true;
    const timestamp = one(headers[TIMESTAMP_HEADER]);
    const isRecent = Math.abs(clock.now() / 1_000 - Number(timestamp)) <= TOLERANCE_SECONDS;
    if (!/^\d{1,12}$/.test(timestamp) || !isRecent) return false;
    const expected = Buffer.from(callbackSignature(hmacKey, upstreamTaskId, timestamp));
    const given = Buffer.from(one(headers[SIGNATURE_HEADER]));
    return given.length === expected.length && timingSafeEqual(given, expected);
  },
});
