import type { PurchaseOutcome } from '../../domain/ports/provider.ts';
import { type Refusal, refusal } from '../../domain/tasks/lifecycle/refusal.ts';
import type { ProviderApi, ResultReader } from './api.ts';
import { NotSentError } from './errors.ts';
import { MEANING_OF_STATUS, NOT_FOUND, PROXY_STATUSES, REFUSINGS, type Refusing, UNKNOWN_RECORD } from './refusing.ts';
import type { HttpResponse } from './send-request.ts';
import type { CodeMeaning } from './wire/dialects.ts';
import { createdTaskId, type Envelope, toEnvelope } from './wire/envelope.ts';
import { parseJson } from './wire/json.ts';
import * as read from './wire/reading.ts';

/*
 * The outcome of a purchase. The rule: only a purchase that surely charged nothing is refused, only one that surely
 * never arrived may be sent again, and every other one is in doubt. A wrong "refused" loses a paid result and a wrong
 * "not sent" pays twice; a wrong "in doubt" only waits for a callback.
 */

type Codes = Pick<ProviderApi, 'meaningOf'>;

/** The part of an operation that is needed to read the answer to its purchase. */
interface Answering extends Partial<ResultReader> {
  readonly meanings?: Readonly<Partial<Record<CodeMeaning, 'exists'>>>;
  /** Present where the answer names a task. */
  readonly readRecord?: unknown;
  /** Whether the purchase named an earlier task or track, which the provider may not know. */
  readonly namesSource?: boolean;
}

/** The outcome of a purchase with an answer of any kind. */
export const outcomeOfAnswer = (api: Codes, operation: Answering, answer: HttpResponse): PurchaseOutcome => {
  const parsed = readEnvelope(answer.body);
  if (answer.status >= 200 && answer.status < 300 && parsed !== null && isYes(parsed))
    return outcomeOfYes(operation, parsed);
  const found = answer.status < 500 ? existing(api, operation, parsed) : null;
  if (found) return found;
  const refusing = refusingOf(api, operation, answer, parsed);
  if (refusing !== 'in-doubt') {
    return { kind: 'refused', refusal: toRefusal(refusing, answer, parsed), providerText: parsed?.msg ?? null };
  }
  const code = parsed === null ? 'an unreadable body' : `code ${parsed.code}${parsed.msg ? `: ${parsed.msg}` : ''}`;
  return { kind: 'in-doubt', reason: `The provider answered HTTP ${answer.status} with ${code}` };
};

/** The outcome of a purchase without an answer. */
export const outcomeOfError = (error: unknown): PurchaseOutcome => {
  if (error instanceof NotSentError) return { kind: 'not-sent', reason: error.message };
  return { kind: 'in-doubt', reason: `The answer was lost: ${error instanceof Error ? error.message : error}` };
};

/** The envelope of an answer: the inner one where a job wraps the answer of its operation (provider.md, 6.1). */
function readEnvelope(body: string): Envelope | null {
  const outer = toEnvelope(parseJson(body));
  if (outer === null || !isYes(outer) || createdTaskId(outer.data) !== null) return outer;
  const inner = toEnvelope(read.first(outer.data));
  return inner !== null && (inner.data !== undefined || inner.msg !== undefined) ? inner : outer;
}

/** 0 and 201 were seen too (provider.md, 12.17). */
function isYes({ code }: Envelope): boolean {
  return code === 200 || code === 0 || code === 201;
}

/** The outcome of a positive answer: a task, a result, or doubt. */
function outcomeOfYes(operation: Answering, { code, data }: Envelope): PurchaseOutcome {
  const output = operation.readResult?.(data);
  if (output) return { kind: 'done', output };
  const isTask = operation.readRecord !== undefined;
  const upstreamTaskId = createdTaskId(data);
  if (isTask && upstreamTaskId !== null) return { kind: 'accepted', upstreamTaskId };
  return { kind: 'in-doubt', reason: `The provider answered ${code} without ${isTask ? 'a task id' : 'a result'}.` };
}

/**
 * The outcome of "exists already": nothing was bought. The answer may contain the id of the existing task. A code with
 * several meanings (400 for a second set of cover pictures) counts only with the id.
 */
function existing(api: Codes, operation: Answering, parsed: Envelope | null): PurchaseOutcome | null {
  const meaning = parsed && api.meaningOf(parsed.code);
  if (!parsed || !meaning || operation.meanings?.[meaning] !== 'exists') return null;
  const upstreamTaskId = createdTaskId(parsed.data);
  const isTask = operation.readRecord !== undefined;
  if (isTask && upstreamTaskId !== null) return { kind: 'exists', upstreamTaskId };
  return meaning === 'already-exists' ? { kind: 'exists', upstreamTaskId: null } : null;
}

function refusingOf(
  api: Codes,
  { namesSource = false }: Answering,
  answer: HttpResponse,
  parsed: Envelope | null,
): Refusing | 'in-doubt' {
  const { status } = answer;
  // An answer that names a task, or that is positive in one place and negative in another, may have charged.
  if (parsed !== null && (isYes(parsed) || createdTaskId(parsed.data) !== null)) return 'in-doubt';
  // A server error counts more than its body, unless the status only repeats the code (505).
  if ((status >= 500 && parsed?.code !== status) || (status >= 300 && status < 400)) return 'in-doubt';
  if (parsed === null && (!PROXY_STATUSES.has(status) || isBrokenOff(answer.body))) return 'in-doubt';
  const meaning = parsed === null ? null : meaningOf(api, namesSource, status, parsed);
  const weighed = meaning === null || meaning === 'ok' ? MEANING_OF_STATUS[status] : meaning;
  return weighed === undefined ? 'in-doubt' : REFUSINGS[weighed];
}

/**
 * What the code of the envelope means. `not-found` is about a track only where a track was named, and where the answer
 * is not about the path; the brands disagree on 429 (provider.md, 12.4): as an HTTP status it is about the rate, unless
 * the message is about credits.
 */
function meaningOf(
  api: Codes,
  namesSource: boolean,
  status: number,
  { code, msg = '' }: Envelope,
): keyof typeof REFUSINGS | 'ok' | null {
  const meaning = api.meaningOf(code, msg);
  const isAboutRecord = UNKNOWN_RECORD.test(msg ?? '');
  if (status === 429 && !(meaning === 'insufficient-credits' && /credit|balance/i.test(msg ?? '')))
    return 'rate-limited';
  if (meaning === 'not-found' && (!namesSource || (status === 404 && !isAboutRecord))) return 'no-such-path';
  if (meaning === 'invalid' && namesSource && isAboutRecord) return 'not-found';
  return meaning;
}

/** Whether a body is the beginning of an envelope: the application got the request, and its answer is lost. */
function isBrokenOff(body: string): boolean {
  return /^\s*[{[]/.test(body) && parseJson(body) === undefined;
}

function toRefusal(refusing: Refusing, answer: HttpResponse, parsed: Envelope | null): Refusal {
  return refusal(refusing.code, refusing.message ?? parsed?.msg ?? `The provider answered HTTP ${answer.status}.`, {
    retryable: refusing.retryable,
    retryAfterMs: refusing.retryable ? (answer.retryAfterMs ?? refusing.retryAfterMs ?? null) : null,
    // No code here: with it, a viewer could tell another viewer's track from one that does not exist.
    upstreamCode: refusing === NOT_FOUND ? null : (parsed?.code ?? answer.status),
  });
}
