import type { IncomingHttpHeaders } from 'node:http';
import { CALLBACK_PATH } from '../../paths.ts';
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
    readonly body: string;
  }): Promise<{ readonly status: number }>;
}

/** Size of a callback's body. The largest known callback has lyrics and two tracks, a few KiB. */
const MAX_BODY_BYTES = 262_144;

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
    const token = path.slice(CALLBACK_PATH.length);
    let body = '';
    try {
      if (accepts(token)) body = (await readBody(request, MAX_BODY_BYTES)).toString('utf8');
    } catch (error) {
      if (!(error instanceof BodyTooLargeError)) throw error;
      replyNotFound(exchange);
      return;
    }
    const { status } = await receive({ token, headers: request.headers, body });
    if (status === 404) replyNotFound(exchange);
    else replyText(exchange, status, status === 200 ? 'ok\n' : 'not taken\n');
  };
