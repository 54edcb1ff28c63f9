import type { IncomingHttpHeaders } from 'node:http';
import type { HttpHandler } from '../exchange.ts';
import { BodyTooLargeError, readBody } from '../read-body.ts';
import { replyNotFound, replyText } from '../reply.ts';

/** Receives the provider's callbacks; `src/callbacks` implements it. */
export interface CallbackReceiver {
  /** Whether a token is valid. Reads nothing from the store. */
  accepts(token: string): boolean;
  /** @returns the status to answer with. A post with an invalid token gets 404, whatever its body is. */
  receive(post: {
    readonly token: string;
    readonly headers: IncomingHttpHeaders;
    /** As it was sent; null where it is too large to be read. */
    readonly body: Buffer | null;
  }): Promise<{ readonly status: number }>;
}

/** The last segment of a path, whatever slashes stand behind it. */
const lastSegmentOf = (path: string): string => {
  const plain = path.endsWith('/') ? path.replace(/\/+$/, '') : path;
  return plain.slice(plain.lastIndexOf('/') + 1);
};

/** Size of a callback's body. Most have a few KiB, the notes of a whole song some hundred. */
const MAX_BODY_BYTES = 1_048_576;

/**
 * `/callbacks/<token>`. Every request but a POST with a valid token gets the response of an unknown path. The body is read
 * only after the token is known to be valid: a forged callback costs no memory.
 */
export const createCallbackHandler =
  ({ accepts, receive }: CallbackReceiver): HttpHandler =>
  async (exchange) => {
    const { request, path } = exchange;
    if (request.method !== 'POST') {
      replyNotFound(exchange);
      return;
    }
    const token = lastSegmentOf(path);
    let body: Buffer | null = null;
    try {
      const read = accepts(token) ? readBody(request, MAX_BODY_BYTES) : null;
      body = read instanceof Promise ? await read : read;
    } catch (error) {
      // Too large to be read, and still a sign that something happened.
      if (!(error instanceof BodyTooLargeError)) throw error;
    }
    const { status } = await receive({ token, headers: request.headers, body });
    if (status === 404) replyNotFound(exchange);
    else replyText(exchange, status, status === 200 ? 'ok\n' : 'not taken\n');
  };
