import type { IncomingHttpHeaders } from 'node:http';
import { CALLBACK_PATH } from '../../paths.ts';
import type { HttpHandler } from '../exchange.ts';
import { BodyTooLargeError, readBody } from '../read-body.ts';
import { replyNotFound, replyText } from '../reply.ts';

/** Receives the provider's callbacks; `src/callbacks` implements it. */
export interface CallbackReceiver {
  receive(post: {
    readonly token: string;
    readonly headers: IncomingHttpHeaders;
    readonly body: string;
  }): Promise<{ readonly status: number }>;
}

/** Size of a callback's body. The largest known callback has lyrics and two tracks, a few KiB. */
const MAX_BODY_BYTES = 262_144;

/** `/callbacks/<token>`. Every request but a POST with a valid token gets the response of an unknown path. */
export const createCallbackHandler =
  ({ receive }: CallbackReceiver): HttpHandler =>
  async (exchange) => {
    const { request, path } = exchange;
    if (request.method !== 'POST') return replyNotFound(exchange);
    let body: Buffer;
    try {
      body = await readBody(request, MAX_BODY_BYTES);
    } catch (error) {
      if (error instanceof BodyTooLargeError) return replyNotFound(exchange);
      throw error;
    }
    const token = path.slice(CALLBACK_PATH.length);
    const { status } = await receive({ token, headers: request.headers, body: body.toString('utf8') });
    if (status === 404) return replyNotFound(exchange);
    replyText(exchange, status, status === 200 ? 'ok\n' : 'not taken\n');
  };
