/**
 * The two dialects have the same paths and bodies, and differ in the meaning of codes. The differences are here, as
 * data. Sources: docs.kie.ai and docs.sunoapi.org, status code tables of the create and callback pages.
 */
export const DIALECTS = ['kie', 'sunoapi'] as const;
export type Dialect = (typeof DIALECTS)[number];

/** The meaning of a body `code`, in names for both dialects. */
export type CodeMeaning =
  | 'ok'
  | 'malformed'
  | 'unauthorized'
  | 'insufficient-credits'
  | 'not-found'
  | 'method-not-allowed'
  | 'upstream-silent'
  | 'already-exists'
  | 'existing-work'
  | 'too-long'
  | 'invalid'
  | 'rate-limited'
  | 'key-cap-reached'
  | 'file-unreachable'
  | 'maintenance'
  | 'internal'
  | 'generation-failed'
  | 'feature-disabled'
  | 'failed-and-refunded';

export interface DialectFacts {
  /** Body codes by number; a number that is not listed has no known meaning. */
  readonly codes: Readonly<Record<number, CodeMeaning>>;
  /** Where the balance is read. */
  readonly creditsPath: string;
}

export const dialects: Readonly<Record<Dialect, DialectFacts>> = {
  kie: {
    codes: {
      200: 'ok',
      400: 'malformed',
      401: 'unauthorized',
      402: 'insufficient-credits',
      404: 'not-found',
      405: 'method-not-allowed',
      408: 'upstream-silent',
      409: 'already-exists',
      // In a callback: the upload matches an existing work.
      413: 'existing-work',
      422: 'invalid',
      429: 'rate-limited',
      // Not in kie's own table, but its lyrics page shows the sibling's, and clients report it.
      430: 'rate-limited',
      433: 'key-cap-reached',
      451: 'file-unreachable',
      455: 'maintenance',
      500: 'internal',
      501: 'generation-failed',
      505: 'feature-disabled',
      531: 'failed-and-refunded',
    },
    creditsPath: '/api/v1/chat/credit',
  },
  sunoapi: {
    codes: {
      200: 'ok',
      400: 'malformed',
      401: 'unauthorized',
      404: 'not-found',
      405: 'rate-limited',
      409: 'already-exists',
      413: 'too-long',
      // Documented for record-info by kie only; clients of both brands saw it for unknown records.
      422: 'invalid',
      429: 'insufficient-credits',
      430: 'rate-limited',
      451: 'file-unreachable',
      455: 'maintenance',
      500: 'internal',
      531: 'failed-and-refunded',
    },
    creditsPath: '/api/v1/generate/credit',
  },
};

/** The meaning of a body code in a dialect; null for a number that the brand does not document. */
export const meaningOf = (dialect: Dialect, code: number): CodeMeaning | null => dialects[dialect].codes[code] ?? null;
