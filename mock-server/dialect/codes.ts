import { type CodeMeaning, type Dialect, dialects } from '../../src/upstream/kie/wire/dialects.ts';

/*
 * Every body code and its message, per dialect. This table is the only source: refusals, callbacks, records, scenarios
 * and tests read it. Sources: the status code tables of the create and callback pages, docs.kie.ai, docs.sunoapi.org
 * and docs.api.box. Messages are the provider's where they are recorded or published; the rest are the mock's own.
 */

/** Why a call buys nothing or reads nothing. */
export type RefusalReason =
  /** The track or task that a call builds on does not exist. */
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
      | 'key-cap-reached'
      | 'file-unreachable'
      | 'maintenance'
      | 'internal'
    >;

/** Why a task that was bought fails. */
const FAILURE_REASONS = [
  'content-refused',
  'sensitive-word',
  'upstream-silent',
  'existing-work',
  'file-unreachable',
  'unsupported-format',
  'internal',
  'generation-failed',
  'failed-and-refunded',
] as const;
export type FailureReason = (typeof FAILURE_REASONS)[number];

/** The one code whose page says that the credits come back. The sibling brand has none. */
export const REFUNDED_CODE = 531;

/** The pages list the codes of failed tasks per family of operations. */
export type FailureCodes = Readonly<Record<FailureReason, number>>;

interface CodeTable {
  readonly refusals: Readonly<Record<RefusalReason, number>>;
  /** HTTP status of refusals that are not HTTP 200. All others are HTTP 200 with a body code, as recorded. */
  readonly statuses: Partial<Readonly<Record<RefusalReason, number>>>;
  /** What a refusal with a code says when its reason has no message of its own. */
  readonly messages: Readonly<Record<number, string>>;
  /** Codes of failed music tasks, in callbacks and records. */
  readonly music: FailureCodes;
  /** Codes of failed separations, in callbacks and records. */
  readonly separation: FailureCodes;
  /** Codes of failed lyrics, in callbacks and records. */
  readonly lyrics: FailureCodes;
  /** Codes of failed cover pictures, in callbacks and records. */
  readonly cover: FailureCodes;
}

const TOO_FREQUENT = 'The call frequency is too high. Please try again later.';
const NO_CREDITS = 'The current credits are insufficient. Please top up.';

/** What both brands mean by a code. */
const common: CodeTable['messages'] = {
  401: 'You do not have access permissions',
  409: 'The WAV record already exists',
  422: 'Validation failed',
  430: TOO_FREQUENT,
  451: 'Failed to fetch the file',
  455: 'The service is under maintenance. Please try again later.',
  500: 'Server exception, please try again later or contact customer service',
};

const failures = (usual: number, codes: Partial<FailureCodes>): FailureCodes => ({
  'content-refused': usual,
  'sensitive-word': usual,
  'upstream-silent': usual,
  'existing-work': usual,
  'file-unreachable': usual,
  'unsupported-format': usual,
  internal: 500,
  'generation-failed': usual,
  'failed-and-refunded': usual,
  ...codes,
});

export const codeTables: Readonly<Record<Dialect, CodeTable>> = {
  kie: {
    refusals: {
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
      'key-cap-reached': 433,
      'file-unreachable': 451,
      maintenance: 455,
      internal: 500,
    },
    // A real 429 for excess purchases: docs.kie.ai, "Getting Started".
    statuses: { unauthorized: 401, 'rate-limited': 429, 'not-found': 404, 'method-not-allowed': 405 },
    messages: {
      ...common,
      400: 'The request body is not valid JSON',
      402: NO_CREDITS,
      404: 'The requested resource does not exist',
      405: 'The request method is not supported',
      413: 'The uploaded audio matches an existing work',
      429: TOO_FREQUENT,
      433: 'The usage limit of this API key has been reached',
    },
    // The callback pages list 400, 408, 413, 500, 501 and 531. An upload that cannot be fetched has no code there.
    music: failures(501, {
      'content-refused': 400,
      'sensitive-word': 400,
      'upstream-silent': 408,
      'existing-work': 413,
      'file-unreachable': 500,
      'unsupported-format': 500,
      'failed-and-refunded': REFUNDED_CODE,
    }),
    // The callback and record pages know no other code than 500.
    separation: failures(500, {}),
    // The callback page shows 400.
    lyrics: failures(400, { internal: 400 }),
    // The callback page lists 400, 408, 500, 501 and 531.
    cover: failures(501, {
      'content-refused': 400,
      'sensitive-word': 400,
      'upstream-silent': 408,
      'existing-work': 400,
      'file-unreachable': 500,
      'unsupported-format': 500,
      'failed-and-refunded': REFUNDED_CODE,
    }),
  },
  sunoapi: {
    refusals: {
      malformed: 400,
      unauthorized: 401,
      'insufficient-credits': 429,
      'not-found': 404,
      // 405 means a rate limit here. The page gives 404 to "wrong method or path".
      'method-not-allowed': 404,
      'already-exists': 409,
      'too-long': 413,
      invalid: 400,
      // Recorded on kie; clients of both brands saw it for unknown records.
      'unknown-parent': 422,
      'rate-limited': 430,
      // This brand has no caps per key. An account that may spend no more is the nearest thing it has.
      'key-cap-reached': 429,
      'file-unreachable': 451,
      maintenance: 455,
      internal: 500,
    },
    statuses: { unauthorized: 401, 'not-found': 404, 'method-not-allowed': 404 },
    messages: {
      ...common,
      400: 'Invalid parameters',
      404: 'Invalid request method or path',
      405: 'The rate limit has been exceeded',
      413: 'The theme or prompt is too long',
      429: NO_CREDITS,
    },
    // The callback pages list 400, 451 and 500.
    music: failures(500, {
      'content-refused': 400,
      'sensitive-word': 400,
      'existing-work': 400,
      'file-unreachable': 451,
    }),
    separation: failures(400, { 'file-unreachable': 451, 'unsupported-format': 500 }),
    lyrics: failures(400, { internal: 400 }),
    cover: failures(500, { 'content-refused': 400, 'sensitive-word': 400, 'existing-work': 400 }),
  },
};

/** Reasons that say more than the message of their code. */
export const refusalMessages: Partial<Readonly<Record<RefusalReason, string>>> = {
  malformed: 'The request body is not valid JSON',
  'unknown-parent': 'Record does not exist',
};

/** What callback and record say of a failed task. An operation can have words of its own for `generation-failed`. */
export const failureMessages: Readonly<Record<FailureReason, string>> = {
  'content-refused': 'The lyrics are copyrighted.',
  'sensitive-word': 'The prompt contains sensitive words.',
  'upstream-silent': 'Generation timed out.',
  'existing-work': 'uploaded audio matches an existing work',
  'file-unreachable': 'Failed to fetch the audio file.',
  'unsupported-format': 'The audio format is not supported.',
  internal: 'Internal Error, Please try again later.',
  'generation-failed': 'Audio generation failed',
  'failed-and-refunded': 'Generation failed, the credits have been refunded.',
};

/**
 * The code by which a dialect says what a number means. A number that the dialect has stays as it is; one that only
 * the other brand has becomes this dialect's code for the same meaning (402 is 429 on sunoapi: no credits).
 */
export const codeInDialect = (dialect: Dialect, code: number): number => {
  const { messages, refusals } = codeTables[dialect];
  if (code in messages) return code;
  const meaning = dialects.kie.codes[code] ?? dialects.sunoapi.codes[code];
  const [, meant] = Object.entries(refusals).find(([reason]) => reason === meaning) ?? [];
  return meant ?? refusals.internal;
};
