import type { IncomingHttpHeaders } from 'node:http';
import type { HttpHandler } from '../exchange.ts';
import { BodyTooLargeError, readBody } from '../read-body.ts';
import { replyNotFound, replyText } from '../reply.ts';

/** Takes the provider's posts; `src/callbacks` makes one. */
export interface CallbackReceiver {
  receive(post: {
    readonly token: string;
    readonly headers: IncomingHttpHeaders;
    readonly body: string;
  }): Promise<{ readonly status: number }>;
}

export const CALLBACK_PATH = '/callbacks/';

/** Callbacks hold lyrics and two tracks at most; this is many times that. */
const MAX_BODY_BYTES = 262_144;

/** Everything that is not a post with a good token gets the answer of a path that does not exist. */
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
