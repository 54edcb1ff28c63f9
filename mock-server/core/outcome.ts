import type { Json } from './json.ts';

/** An HTTP answer before it meets a transport. */
export interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | Uint8Array<ArrayBuffer> | ReadableStream<Uint8Array>;
}

/**
 * How a call ends. Networks have more endings than HTTP has statuses: `half` announces a whole body and breaks off
 * in its middle, `reset` closes the connection without a byte, `hang` never answers at all.
 */
export type Outcome =
  | { readonly kind: 'answer'; readonly answer: Answer }
  | { readonly kind: 'half'; readonly answer: Answer }
  | { readonly kind: 'reset' }
  | { readonly kind: 'hang' };

/** The headers of every JSON body of the provider. */
const JSON_HEADERS = { 'content-type': 'application/json;charset=UTF-8' };

export const answer = (status: number, body: Answer['body'], headers: Answer['headers'] = {}): Outcome => ({
  kind: 'answer',
  answer: { status, headers, body },
});

export const json = (status: number, body: Json, headers: Answer['headers'] = {}): Outcome =>
  answer(status, JSON.stringify(body), { ...JSON_HEADERS, ...headers });

/** The bytes of a body that is not a stream. */
export const bytesOf = (body: string | Uint8Array<ArrayBuffer>): Uint8Array<ArrayBuffer> =>
  typeof body === 'string' ? new TextEncoder().encode(body) : body;

/** The part of a body that a `half` outcome sends. */
export const halfOf = (bytes: Uint8Array<ArrayBuffer>): Uint8Array<ArrayBuffer> =>
  bytes.subarray(0, Math.floor(bytes.length / 2));

const brokenOff = (): TypeError =>
  new TypeError('fetch failed', { cause: Object.assign(new Error('read ECONNRESET'), { code: 'ECONNRESET' }) });

/** The outcome as a client of `fetch` sees it: a reset is its `TypeError`, a hang ends with the request's signal. */
export const toResponse = async (outcome: Outcome, signal: AbortSignal): Promise<Response> => {
  if (outcome.kind === 'reset') throw brokenOff();
  if (outcome.kind === 'hang') {
    return new Promise((_resolve, reject) => {
      if (signal.aborted) reject(signal.reason);
      signal.addEventListener('abort', () => reject(signal.reason), { once: true });
    });
  }
  const { status, headers, body } = outcome.answer;
  if (outcome.kind === 'answer' || body instanceof ReadableStream) {
    // These statuses may not carry a body at all, not even an empty one.
    return new Response([204, 205, 304].includes(status) ? null : body, { status, headers });
  }
  const bytes = bytesOf(body);
  let sent = false;
  const half = new ReadableStream<Uint8Array>({
    pull: (controller) => {
      if (sent) return controller.error(brokenOff());
      sent = true;
      controller.enqueue(halfOf(bytes));
    },
  });
  return new Response(half, { status, headers });
};
