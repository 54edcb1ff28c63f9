import { type Dispatcher, errors } from 'undici';
import type { OutgoingProxies } from '../../outgoing-proxies.ts';
import { createConnections } from './connections.ts';
import { NotSentError, ResponseLostError } from './errors.ts';
import { readRetryAfter } from './retry-after.ts';

/** The response of a complete HTTP exchange, with its body as text. */
export interface HttpResponse {
  readonly status: number;
  readonly body: string;
  /** Milliseconds, from a `Retry-After` header (`readRetryAfter`); null without one. */
  readonly retryAfterMs: number | null;
}

/**
 * HTTP to the provider: no redirects, no retries, one deadline over the whole call.
 * Both throw NotSentError when no connection could be made, and ResponseLostError for anything later.
 */
export interface Transport {
  /** @param path absolute path with its query. */
  get(path: string): Promise<HttpResponse>;
  /** Sends a request that must not be repeated without need. */
  post(path: string, body: object): Promise<HttpResponse>;
  close(): Promise<void>;
}

export interface TransportOptions {
  /** The provider's origin, and a path before all paths where a proxy wants one. */
  readonly baseUrl: string;
  readonly apiKey: string;
  /** For the whole call, in milliseconds. */
  readonly timeoutMs: number;
  /** Null: the provider is reached directly. */
  readonly proxies: OutgoingProxies | null;
}

/** 8 MiB. The longest answers hold notes: a hundred thousand of them are about 7 MB. */
const MAX_BODY_BYTES = 8 * 1_024 * 1_024;

/** Reads a body as text. @throws ResponseExceededMaxSizeError */
export const readBounded = async (body: AsyncIterable<Uint8Array>): Promise<string> => {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of body) {
    size += chunk.byteLength;
    if (size > MAX_BODY_BYTES) throw new errors.ResponseExceededMaxSizeError();
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
};

export const createTransport = ({ baseUrl, apiKey, timeoutMs, proxies }: TransportOptions): Transport => {
  const base = new URL(baseUrl);
  const prefix = base.pathname.replace(/\/$/, '');
  const connections = createConnections({ origin: base.origin, timeoutMs, proxies });

  const send = async (
    dispatcher: Dispatcher,
    method: 'GET' | 'POST',
    path: string,
    body?: object,
  ): Promise<HttpResponse> => {
    try {
      const answer = await dispatcher.request({
        origin: base.origin,
        method,
        path: `${prefix}${path}`,
        headers: {
          authorization: `Bearer ${apiKey}`,
          accept: 'application/json',
          // Without this header the server may compress (RFC 9110, 12.5.3), and nothing here unpacks.
          'accept-encoding': 'identity',
          ...(body && { 'content-type': 'application/json' }),
        },
        body: body ? JSON.stringify(body) : null,
        signal: AbortSignal.timeout(timeoutMs),
      });
      const retryAfterMs = readRetryAfter(answer.headers['retry-after'], Date.now());
      return { status: answer.statusCode, body: await readBounded(answer.body), retryAfterMs };
    } catch (cause) {
      const reason = cause instanceof Error ? cause.message : String(cause);
      const message = `${method} ${path.replace(/\?.*/, '')}: ${reason}`;
      // An argument that undici refuses (a key with a line break, say) stops a call before it begins.
      throw cause instanceof NotSentError || cause instanceof errors.InvalidArgumentError
        ? new NotSentError(message, { cause })
        : new ResponseLostError(message, { cause });
    }
  };

  return {
    get: (path) => send(connections.kept, 'GET', path),
    post: (path, body) => send(connections.fresh, 'POST', path, body),
    close: () => connections.close(),
  };
};
