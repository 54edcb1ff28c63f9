import { type Ending, messageOf } from '../core/journal.ts';
import { isObject, type Json, parseJson } from '../core/json.ts';
import { type Answer, bytesOf, halfOf, json, type Outcome } from '../core/outcome.ts';
import { type Call, receive } from './call.ts';
import { preflight, withCors } from './cors.ts';
import { MEDIA_PREFIX, serveMedia } from './media.ts';
import type { Mock } from './mock.ts';
import { routeCall } from './router.ts';

export const ADMIN_PREFIX = '/__mock';

/** A part of the mock's own API: answers a call, or returns null where it has nothing at that address. */
export type Handler = (mock: Mock, call: Call) => Promise<Outcome | null>;

/** The part of an answer's body that is really sent. No answer of the provider is a stream. */
const sentOf = (kind: 'answer' | 'half', body: Answer['body']): string | Uint8Array => {
  if (body instanceof ReadableStream) return '';
  if (kind === 'answer') return body;
  const half = halfOf(bytesOf(body));
  return typeof body === 'string' ? new TextDecoder().decode(half) : half;
};

const endingOf = (outcome: Outcome): Ending => {
  if (outcome.kind === 'reset' || outcome.kind === 'hang') {
    return { ...messageOf({}, ''), kind: outcome.kind, status: null, error: null };
  }
  const { status, headers, body } = outcome.answer;
  return { ...messageOf(headers, sentOf(outcome.kind, body)), kind: outcome.kind, status, error: null };
};

const codeOf = ({ body }: Ending): number | null => {
  const envelope = parseJson(body);
  const code = isObject(envelope) ? envelope['code'] : undefined;
  return typeof code === 'number' ? code : null;
};

/** Whether the mock's own page fetches a file. Such calls must not use up the rules that are meant for clients. */
const isFromOwnPage = ({ request, url }: Call): boolean =>
  url.pathname.startsWith(MEDIA_PREFIX) &&
  URL.parse(request.headers.get('referer') ?? '')?.pathname.startsWith(`${ADMIN_PREFIX}/`) === true;

/** How a call ended, with the code and the JSON of its answer's body. */
interface Recorded {
  readonly outcome: Outcome;
  readonly code: number | null;
  readonly body: Json | undefined;
}

/** Answers a call of the provider's API and writes it into the journal. */
export const answerAndRecord = async (mock: Mock, call: Call): Promise<Recorded> => {
  const answered = await mock.generations.within(routeCall(mock, call));
  // The mock was reset meanwhile: what the call was about is gone, and so is the journal that it belongs to.
  if (answered === null) return { outcome: { kind: 'reset' }, code: null, body: undefined };
  const outcome = withCors(answered, call, mock.settings);
  const ending = endingOf(outcome);
  const code = codeOf(ending);
  mock.journal.add({
    kind: 'request',
    at: call.at,
    ms: mock.clock.now() - call.at,
    method: call.method,
    url: call.url.href,
    path: call.url.pathname,
    sent: messageOf(Object.fromEntries(call.request.headers), call.body),
    ending,
    code,
    taskId: call.taskId,
    stage: null,
    attempt: null,
    notes: call.notes,
  });
  return { outcome, code, body: parseJson(ending.body) };
};

/**
 * The whole mock as a function from a request to how it ends. `admin` answers the admin API, which leaves no trace. All
 * other calls are the provider's and are written into the journal.
 */
export const createHandler =
  (mock: Mock, admin: Handler) =>
  async (request: Request): Promise<Outcome> => {
    const call = await receive(request, mock.clock.now(), mock.settings.publicUrl);
    if (call.url.pathname === ADMIN_PREFIX || call.url.pathname.startsWith(`${ADMIN_PREFIX}/`)) {
      return (await admin(mock, call)) ?? json(404, { error: `there is nothing at ${call.url.pathname}` });
    }
    if (isFromOwnPage(call)) return await serveMedia(mock, call, []);
    return preflight(call, mock.settings) ?? (await answerAndRecord(mock, call)).outcome;
  };
