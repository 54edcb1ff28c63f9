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

/** Calls `send` with a signal that aborts after `ms`. `AbortSignal.timeout` costs several times as much. */
const withDeadline = async <T>(ms: number, send: (signal: AbortSignal) => Promise<T>): Promise<T> => {
  const deadline = new AbortController();
  const timer = setTimeout(() => deadline.abort(new DOMException('no answer in time', 'TimeoutError')), ms);
  try {
    return await send(deadline.signal);
  } finally {
    clearTimeout(timer);
  }
};

/** Reads a body as text. Its bytes are bounded by the connections. @throws ResponseExceededMaxSizeError */
export const readText = async (body: Dispatcher.BodyMixin): Promise<string> => {
  const { buffer, byteOffset, byteLength } = await body.bytes();
  return Buffer.from(buffer, byteOffset, byteLength).toString('utf8');
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
      return await withDeadline(timeoutMs, async (signal) => {
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
          signal,
        });
        const retryAfterMs = readRetryAfter(answer.headers['retry-after'], Date.now());
        return { status: answer.statusCode, body: await readText(answer.body), retryAfterMs };
      });
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
