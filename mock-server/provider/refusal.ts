import type { CodeMeaning, Dialect } from '../../src/upstream/kie/wire/dialects.ts';
import { json, type Outcome } from '../core/outcome.ts';

/** A call that bought nothing, in words that both brands share. */
export interface Refusal {
  readonly why: RefusalReason;
  readonly msg: string;
}

export type RefusalReason =
  /** The track or task that a call builds on; its own code on one brand only. */
  | 'unknown-parent'
  | Extract<
      CodeMeaning,
      | 'malformed'
      | 'unauthorized'
      | 'insufficient-credits'
      | 'not-found'
      | 'method-not-allowed'
      | 'already-exists'
      | 'too-long'
      | 'invalid'
      | 'rate-limited'
      | 'internal'
    >;

/** Body codes of refusals per brand. Sources: status code tables of the create pages, docs.kie.ai and docs.api.box. */
const codes: Readonly<Record<Dialect, Readonly<Record<RefusalReason, number>>>> = {
  kie: {
    malformed: 400,
    unauthorized: 401,
    'insufficient-credits': 402,
    'not-found': 404,
    'method-not-allowed': 405,
    'already-exists': 409,
    'too-long': 422,
    invalid: 422,
    'unknown-parent': 422,
    'rate-limited': 429,
    internal: 500,
  },
  sunoapi: {
    malformed: 400,
    unauthorized: 401,
    'insufficient-credits': 429,
    'not-found': 404,
    // 405 is taken: it means a rate limit here. The page gives 404 to "wrong method or path".
    'method-not-allowed': 404,
    'already-exists': 409,
    'too-long': 413,
    invalid: 400,
    // Recorded on kie; clients of both brands saw it for unknown records.
    'unknown-parent': 422,
    'rate-limited': 430,
    internal: 500,
  },
};

/**
 * HTTP status of refusals that are not HTTP 200. All the rest come as HTTP 200 with a body code, as recorded.
 * kie refuses excess purchases with a real 429 (docs.kie.ai, "Getting Started").
 */
const statuses: Readonly<Record<Dialect, Partial<Readonly<Record<RefusalReason, number>>>>> = {
  kie: { unauthorized: 401, 'rate-limited': 429, 'not-found': 404, 'method-not-allowed': 405 },
  sunoapi: { unauthorized: 401, 'not-found': 404, 'method-not-allowed': 404 },
};

export const codeOf = (dialect: Dialect, why: RefusalReason): number => codes[dialect][why];

/** The refusal as it goes over the wire. On 401 there is no `data` at all. */
export const refuse = (dialect: Dialect, { why, msg }: Refusal): Outcome => {
  const body = { code: codeOf(dialect, why), msg };
  return json(statuses[dialect][why] ?? 200, why === 'unauthorized' ? body : { ...body, data: null });
};

/** A successful answer. */
export const success = (data: Parameters<typeof json>[1]): Outcome => json(200, { code: 200, msg: 'success', data });
