import type { PurchaseOutcome } from '../../domain/ports/provider.ts';
import { type Refusal, type RefusalCode, refusal, UNKNOWN_TRACK } from '../../domain/tasks/lifecycle/refusal.ts';
import type { ProviderApi, ResultReader } from './api.ts';
import { NotSentError } from './errors.ts';
import type { HttpResponse } from './transport.ts';
import type { CodeMeaning } from './wire/dialects.ts';
import { created, type Envelope, envelope } from './wire/envelope.ts';
import { parseJson } from './wire/json.ts';

/*
 * What became of a call that costs. The rule: only what surely took nothing is a refusal, only what surely never
 * arrived may be sent again, and everything else is in doubt. A wrong "refused" loses a paid result and a wrong
 * "not sent" pays twice; a wrong "in doubt" only waits for a callback.
 */

type Codes = Pick<ProviderApi, 'meaningOf'>;

/** The part of an operation that says what its answers bring. */
interface Answering extends Partial<ResultReader> {
  readonly meanings?: Readonly<Partial<Record<CodeMeaning, 'exists'>>>;
  /** Present where the answer names a task. */
  readonly readRecord?: unknown;
}

/** A code that means no, as the caller is told. */
interface Refusing {
  readonly code: RefusalCode;
  readonly retryable: boolean;
  /** Milliseconds to wait where the provider names none. */
  readonly retryAfterMs?: number;
  /** Ours, where the provider's own words would say less or would tell too much. */
  readonly message?: string;
}

/** After a refusal by rate the provider wants at least 10 s of silence (docs.kie.ai, "Getting Started"). */
const RATE_PAUSE_MS = 10_000;
const MAINTENANCE_PAUSE_MS = 60_000;

const NOT_FOUND: Refusing = {
  code: 'NOT_FOUND',
  retryable: false,
  message: UNKNOWN_TRACK,
};

/** By meaning of the body's code. `in-doubt`: a purchase answered like this may have been charged. */
const BY_MEANING: Readonly<Record<Exclude<CodeMeaning, 'ok'>, Refusing | 'in-doubt'>> = {
  malformed: { code: 'INVALID_INPUT', retryable: false },
  unauthorized: { code: 'UPSTREAM_REFUSED', retryable: false, message: "The provider refused the operator's API key." },
  'insufficient-credits': { code: 'INSUFFICIENT_CREDITS', retryable: false },
  'not-found': NOT_FOUND,
  'method-not-allowed': { code: 'UPSTREAM_UNAVAILABLE', retryable: false },
  'already-exists': { code: 'INVALID_INPUT', retryable: false },
  'existing-work': { code: 'INVALID_INPUT', retryable: false },
  'too-long': { code: 'INVALID_INPUT', retryable: false },
  invalid: { code: 'INVALID_INPUT', retryable: false },
  'rate-limited': { code: 'RATE_LIMITED', retryable: true, retryAfterMs: RATE_PAUSE_MS },
  'key-cap-reached': { code: 'UPSTREAM_REFUSED', retryable: false },
  'file-unreachable': { code: 'INVALID_INPUT', retryable: false },
  maintenance: { code: 'UPSTREAM_UNAVAILABLE', retryable: true, retryAfterMs: MAINTENANCE_PAUSE_MS },
  'feature-disabled': { code: 'UPSTREAM_UNAVAILABLE', retryable: false },
  // The provider asked its own supplier and heard nothing: it may have paid there, and charge for it.
  'upstream-silent': 'in-doubt',
  // "Internal": a create may have been charged (provider.md, 9.1).
  internal: 'in-doubt',
  // Words about a generation, in answer to a purchase: there may have been one.
  'generation-failed': 'in-doubt',
  'failed-and-refunded': 'in-doubt',
};

/**
 * By HTTP status, where the body's code says no more: statuses with which a server, or what stands before it, turns a
 * request away unread or unwanted. 408, 409, 425 and all others leave it open whether anything was done.
 */
const BY_STATUS: Readonly<Record<number, Refusing>> = {
  400: { code: 'INVALID_INPUT', retryable: false },
  401: { code: 'UPSTREAM_REFUSED', retryable: false, message: "The provider refused the operator's API key." },
  402: { code: 'INSUFFICIENT_CREDITS', retryable: false },
  403: { code: 'UPSTREAM_REFUSED', retryable: false },
  404: { code: 'UPSTREAM_UNAVAILABLE', retryable: false },
  405: { code: 'UPSTREAM_UNAVAILABLE', retryable: false },
  413: { code: 'INVALID_INPUT', retryable: false },
  415: { code: 'UPSTREAM_UNAVAILABLE', retryable: false },
  422: { code: 'INVALID_INPUT', retryable: false },
  429: { code: 'RATE_LIMITED', retryable: true, retryAfterMs: RATE_PAUSE_MS },
};

const readEnvelope = (body: string): Envelope | null => envelope.safeParse(parseJson(body)).data ?? null;

/** Of these, what a proxy or a router says by itself. The others are the application's, which says them in an envelope. */
const SAID_BY_THE_DOOR: ReadonlySet<number> = new Set([401, 403, 404, 405, 413, 415, 429]);

/** Whether a body began as an envelope: the application had the request, and what it made of it is lost. */
const isBrokenOff = (body: string): boolean => /^\s*[{[]/.test(body) && parseJson(body) === undefined;

/** 422 has one code for bad input and unknown records; the words tell them apart (provider.md, 2.2: recorded answers). */
const UNKNOWN_RECORD = /(record|music|task|audio)\b.*\bdoes not exist|not exist|not found/i;

const toRefusal = (refusing: Refusing, answer: HttpResponse, said: Envelope | null): Refusal =>
  refusal(refusing.code, refusing.message ?? said?.msg ?? `The provider answered HTTP ${answer.status}.`, {
    retryable: refusing.retryable,
    retryAfterMs: refusing.retryable ? (answer.retryAfterMs ?? refusing.retryAfterMs ?? null) : null,
    // Without the number, or a track that is another viewer's could be told from one that does not exist.
    upstreamCode: refusing === NOT_FOUND ? null : (said?.code ?? answer.status),
  });

/** 0 and 201 were seen too (provider.md, 12.17). */
const isYes = ({ code }: Envelope): boolean => code === 200 || code === 0 || code === 201;

const refusingOf = (api: Codes, answer: HttpResponse, said: Envelope | null): Refusing | 'in-doubt' => {
  const { status } = answer;
  // Whatever it says: an answer that names a task, or says yes in one place and no in another, may have charged.
  if (said !== null && (isYes(said) || created.safeParse(said.data).success)) return 'in-doubt';
  if (status >= 500 || (status >= 300 && status < 400)) return 'in-doubt';
  // A failed HTTP status wins over the body (provider.md, 12.3), but the body may say what it is about.
  const isHttpError = status >= 400;
  if (isHttpError && !BY_STATUS[status]) return 'in-doubt';
  if (said === null && (!SAID_BY_THE_DOOR.has(status) || isBrokenOff(answer.body))) return 'in-doubt';
  const meaning = said === null ? null : api.meaningOf(said.code);
  // The brands disagree on 429 (provider.md, 12.4): as an HTTP status it is about the rate, unless the words say credits.
  const isAboutCredits = meaning === 'insufficient-credits' && /credit|balance/i.test(said?.msg ?? '');
  if (status === 429 && !isAboutCredits) return BY_STATUS[429] ?? 'in-doubt';
  const byMeaning = meaning === null || meaning === 'ok' ? null : BY_MEANING[meaning];
  if (meaning === 'invalid' && UNKNOWN_RECORD.test(said?.msg ?? '')) return NOT_FOUND;
  return byMeaning ?? BY_STATUS[status] ?? 'in-doubt';
};

/** What the answer brings, where it says yes. */
const outcomeOfYes = (operation: Answering, { code, data }: Envelope): PurchaseOutcome => {
  const output = operation.readResult?.(data);
  if (output) return { kind: 'done', output };
  const isTask = operation.readRecord !== undefined;
  const task = created.safeParse(data);
  if (isTask && task.success) return { kind: 'accepted', upstreamTaskId: task.data.taskId };
  return { kind: 'in-doubt', reason: `The provider answered ${code} without ${isTask ? 'a task id' : 'a result'}.` };
};

/**
 * "There is one already": nothing was bought. The id of what there is may come along. A code that also means other
 * things (400 for a second set of cover pictures) counts only with the id.
 */
const existing = (api: Codes, operation: Answering, said: Envelope | null): PurchaseOutcome | null => {
  const meaning = said && api.meaningOf(said.code);
  if (!said || !meaning || operation.meanings?.[meaning] !== 'exists') return null;
  const task = created.safeParse(said.data);
  const isTask = operation.readRecord !== undefined;
  if (isTask && task.success) return { kind: 'exists', upstreamTaskId: task.data.taskId };
  return meaning === 'already-exists' ? { kind: 'exists', upstreamTaskId: null } : null;
};

/** The outcome of a purchase that was answered, in whatever way. */
export const outcomeOfAnswer = (api: Codes, operation: Answering, answer: HttpResponse): PurchaseOutcome => {
  const said = readEnvelope(answer.body);
  if (answer.status >= 200 && answer.status < 300 && said !== null && isYes(said)) return outcomeOfYes(operation, said);
  const found = answer.status < 500 ? existing(api, operation, said) : null;
  if (found) return found;
  const refusing = refusingOf(api, answer, said);
  if (refusing !== 'in-doubt') return { kind: 'refused', refusal: toRefusal(refusing, answer, said) };
  const code = said === null ? 'an unreadable body' : `code ${said.code}`;
  return { kind: 'in-doubt', reason: `The provider answered HTTP ${answer.status} with ${code}.` };
};

/** The outcome of a purchase that was not answered. */
export const outcomeOfError = (error: unknown): PurchaseOutcome => {
  if (error instanceof NotSentError) return { kind: 'not-sent', reason: error.message };
  return { kind: 'in-doubt', reason: `The answer was lost: ${error instanceof Error ? error.message : error}` };
};
