import type { IncomingMessage } from 'node:http';
import { RefusedError, StoreUnavailableError } from '../../domain/tasks/errors.ts';
import type { RefusalCode } from '../../domain/tasks/lifecycle/refusal.ts';
import { UploadError, type UploadErrorCode } from '../../domain/uploads/upload-error.ts';
import type { UploadedFile, Uploads } from '../../domain/uploads/uploads.ts';
import type { HttpExchange, HttpHandler } from '../exchange.ts';
import { CONTENT_TYPES } from '../graphql/media-types.ts';
import type { Origins } from '../origins.ts';
import { BodyBrokenError } from '../read-body.ts';
import { reply } from '../reply.ts';

export interface UploadHandlerOptions {
  readonly uploads: Uploads;
  readonly origins: Origins;
  readonly isDraining: () => boolean;
}

const METHODS = 'PUT';

const STATUS: Readonly<Record<UploadErrorCode, number>> = {
  UNKNOWN_UPLOAD: 404,
  UPLOAD_EXPIRED: 410,
  UPLOAD_USED: 409,
  UPLOAD_IN_PROGRESS: 409,
  LENGTH_REQUIRED: 411,
  SIZE_MISMATCH: 400,
  UNSUPPORTED_TYPE: 415,
};

/** Refusals that an upload can meet; any other is the host's. */
const STATUS_OF_REFUSAL: Readonly<Partial<Record<RefusalCode, number>>> = {
  QUOTA_EXCEEDED: 429,
  RATE_LIMITED: 429,
  INVALID_INPUT: 422,
  UPSTREAM_UNAVAILABLE: 503,
};
const BAD_GATEWAY = 502;

const STORE_UNAVAILABLE = 'The store is not available at the moment; try again shortly.';

/** While the gateway drains: another node, or the one that follows, takes the file. */
const DRAINING_RETRY_AFTER = '5';

/** How long the rest of a body is read and dropped after the response, so that the client surely gets the response. */
const LINGER_MS = 5_000;

const MS_PER_SECOND = 1_000;

/** The bytes of a request. Where the client disconnects they end with a BodyBrokenError. */
async function* bodyOf(request: IncomingMessage): AsyncGenerator<Uint8Array> {
  try {
    // Kept open when the reader has read enough: the response has still to be sent.
    for await (const chunk of request.iterator({ destroyOnReturn: false })) {
      if (chunk instanceof Uint8Array) yield chunk;
    }
  } catch (cause) {
    throw new BodyBrokenError('The file ended early.', { cause });
  }
}

/** As announced; null where it was not, or is no number. */
const lengthOf = ({ headers }: IncomingMessage): number | null => {
  const length = headers['content-length'];
  return length === undefined ? null : Number(length);
};

const replyFile = (exchange: HttpExchange, file: UploadedFile): void => {
  const body = { ...file, expiresAt: new Date(file.expiresAt).toISOString() };
  reply(exchange, 201, JSON.stringify(body), { 'content-type': CONTENT_TYPES.json });
};

/** Replies before the whole body has come: a connection that is closed with unread bytes may lose the response. */
const replyError = (
  exchange: HttpExchange,
  status: number,
  { code, message }: { readonly code: string; readonly message: string },
  headers: Readonly<Record<string, string>> = {},
): void => {
  const { request } = exchange;
  const body = JSON.stringify({ errors: [{ message, extensions: { code } }] });
  reply(exchange, status, body, { 'content-type': CONTENT_TYPES.json, ...headers });
  if (request.complete) return;
  // A reader that has stopped in the middle of the body still listens, and such a listener keeps the rest from flowing.
  request.removeAllListeners('readable');
  request.resume();
  const timer = setTimeout(() => request.socket.destroy(), LINGER_MS);
  request.once('close', () => clearTimeout(timer));
};

const replyRefusal = (exchange: HttpExchange, { refusals }: RefusedError): void => {
  const [refusal] = refusals;
  if (refusal === undefined) throw new TypeError('A refusal without a reason.');
  const { code, retryAfterMs } = refusal;
  const retryAfter = retryAfterMs === null ? {} : { 'retry-after': String(Math.ceil(retryAfterMs / MS_PER_SECOND)) };
  replyError(exchange, STATUS_OF_REFUSAL[code] ?? BAD_GATEWAY, refusal, retryAfter);
};

/**
 * `/uploads/<token>`: takes one file by PUT, and passes it on while it arrives. The token is the authorization. A page may
 * send a file where the allow list of origins has it.
 */
export const createUploadHandler = ({ uploads, origins, isDraining }: UploadHandlerOptions): HttpHandler => {
  const receive = async (exchange: HttpExchange): Promise<void> => {
    const { request, path } = exchange;
    const token = path.replace(/\/+$/, '').split('/').at(-1) ?? '';
    try {
      const file = await uploads.receive({ token, size: lengthOf(request), content: bodyOf(request) });
      replyFile(exchange, file);
    } catch (error) {
      if (error instanceof UploadError) replyError(exchange, STATUS[error.code], error);
      else if (error instanceof RefusedError) replyRefusal(exchange, error);
      else if (error instanceof StoreUnavailableError)
        replyError(exchange, 503, { code: error.code, message: STORE_UNAVAILABLE });
      else throw error;
    }
  };

  return async (exchange) => {
    const { request, response } = exchange;
    Object.assign(exchange.headers, origins.headers(request));
    if (request.method === 'OPTIONS') {
      response.writeHead(204, { ...exchange.headers, allow: METHODS, ...origins.preflight(request, METHODS) }).end();
    } else if (request.method !== 'PUT') {
      replyError(exchange, 405, { code: 'METHOD_NOT_ALLOWED', message: 'Use PUT.' }, { allow: METHODS });
    } else if (!origins.isAllowed(request)) {
      replyError(exchange, 403, { code: 'FORBIDDEN_ORIGIN', message: 'Pages of this origin may not upload files.' });
    } else if (isDraining()) {
      const draining = { code: 'SHUTTING_DOWN', message: 'The gateway is shutting down; try again.' };
      replyError(exchange, 503, draining, { 'retry-after': DRAINING_RETRY_AFTER });
    } else {
      await receive(exchange);
    }
  };
};
