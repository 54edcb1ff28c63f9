import type { PurchaseOutcome } from '../../domain/ports/provider.ts';
import { type Refusal, refusal } from '../../domain/tasks/lifecycle/refusal.ts';
import type { ProviderApi, ResultReader } from './api.ts';
import { NotSentError } from './errors.ts';
import {
  MEANING_OF_STATUS,
  NOT_FOUND,
  REFUSINGS,
  type Refusing,
  SAID_BY_THE_DOOR,
  UNKNOWN_RECORD,
} from './refusing.ts';
import type { HttpResponse } from './transport.ts';
import type { CodeMeaning } from './wire/dialects.ts';
import { created, type Envelope, envelope } from './wire/envelope.ts';
import { parseJson } from './wire/json.ts';
import * as read from './wire/reading.ts';

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
  /** Whether the purchase named an earlier task or track, which the provider may not know. */
  readonly namesSource?: boolean;
}

/** 0 and 201 were seen too (provider.md, 12.17). */
const isYes = ({ code }: Envelope): boolean => code === 200 || code === 0 || code === 201;

/** The envelope of an answer: the inner one where a job wraps the answer of its operation (provider.md, 6.1). */
const readEnvelope = (body: string): Envelope | null => {
  const outer = envelope.safeParse(parseJson(body)).data ?? null;
  if (outer === null || !isYes(outer) || created.safeParse(outer.data).success) return outer;
  const inner = envelope.safeParse(read.first(outer.data)).data;
  return inner !== undefined && ('data' in inner || 'msg' in inner) ? inner : outer;
};

/** Whether a body began as an envelope: the application had the request, and what it made of it is lost. */
const isBrokenOff = (body: string): boolean => /^\s*[{[]/.test(body) && parseJson(body) === undefined;

const toRefusal = (refusing: Refusing, answer: HttpResponse, said: Envelope | null): Refusal =>
  refusal(refusing.code, refusing.message ?? said?.msg ?? `The provider answered HTTP ${answer.status}.`, {
    retryable: refusing.retryable,
    retryAfterMs: refusing.retryable ? (answer.retryAfterMs ?? refusing.retryAfterMs ?? null) : null,
    // Without the number, or a track that is another viewer's could be told from one that does not exist.
    upstreamCode: refusing === NOT_FOUND ? null : (said?.code ?? answer.status),
  });

/**
 * What the code of the envelope means. `not-found` is about a track only where a track was named, and where the answer
 * is not about the path; the brands disagree on 429 (provider.md, 12.4): as an HTTP status it is about the rate, unless
 * the words say credits.
 */
const meaningOf = (
  api: Codes,
  namesSource: boolean,
  status: number,
  { code, msg = '' }: Envelope,
): keyof typeof REFUSINGS | 'ok' | null => {
  const meaning = api.meaningOf(code, msg);
  const isAboutRecord = UNKNOWN_RECORD.test(msg ?? '');
  if (status === 429 && !(meaning === 'insufficient-credits' && /credit|balance/i.test(msg ?? '')))
    return 'rate-limited';
  if (meaning === 'not-found' && (!namesSource || (status === 404 && !isAboutRecord))) return 'no-such-path';
  if (meaning === 'invalid' && namesSource && isAboutRecord) return 'not-found';
  return meaning;
};

const refusingOf = (
  api: Codes,
  { namesSource = false }: Answering,
  answer: HttpResponse,
  said: Envelope | null,
): Refusing | 'in-doubt' => {
  const { status } = answer;
  // Whatever it says: an answer that names a task, or says yes in one place and no in another, may have charged.
  if (said !== null && (isYes(said) || created.safeParse(said.data).success)) return 'in-doubt';
  // A failure of a server outweighs its body, unless the status only repeats the code (505).
  if ((status >= 500 && said?.code !== status) || (status >= 300 && status < 400)) return 'in-doubt';
  if (said === null && (!SAID_BY_THE_DOOR.has(status) || isBrokenOff(answer.body))) return 'in-doubt';
  const meaning = said === null ? null : meaningOf(api, namesSource, status, said);
  const weighed = meaning === null || meaning === 'ok' ? MEANING_OF_STATUS[status] : meaning;
  return weighed === undefined ? 'in-doubt' : REFUSINGS[weighed];
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
  const refusing = refusingOf(api, operation, answer, said);
  if (refusing !== 'in-doubt') {
    return { kind: 'refused', refusal: toRefusal(refusing, answer, said), providerText: said?.msg ?? null };
  }
  const code = said === null ? 'an unreadable body' : `code ${said.code}${said.msg ? `: ${said.msg}` : ''}`;
  return { kind: 'in-doubt', reason: `The provider answered HTTP ${answer.status} with ${code}` };
};

/** The outcome of a purchase that was not answered. */
export const outcomeOfError = (error: unknown): PurchaseOutcome => {
  if (error instanceof NotSentError) return { kind: 'not-sent', reason: error.message };
  return { kind: 'in-doubt', reason: `The answer was lost: ${error instanceof Error ? error.message : error}` };
};
