import type { Dispatcher } from 'undici';
import type { OutgoingProxies } from '../../outgoing-proxies.ts';
import { createConnections } from './connections.ts';
import { NotSentError, ResponseLostError } from './errors.ts';
import { type HttpResponse, sendRequest } from './send-request.ts';

/**
 * HTTP to the provider: no redirects, no retries, one deadline over the whole call.
 * Both throw NotSentError when not a byte was sent, and ResponseLostError for anything later.
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
  /** The `traceparent` header of a call; null, or without this function, there is none. */
  readonly traceparent?: () => string | null;
}

export const createTransport = ({
  baseUrl,
  apiKey,
  timeoutMs,
  proxies,
  traceparent = () => null,
}: TransportOptions): Transport => {
  const base = new URL(baseUrl);
  const prefix = base.pathname.replace(/\/$/, '');
  const connections = createConnections({ origin: base.origin, timeoutMs, proxies });

  const headers = {
    authorization: `Bearer ${apiKey}`,
    accept: 'application/json',
    // Without this header the server may compress (RFC 9110, 12.5.3), and nothing here unpacks.
    'accept-encoding': 'identity',
  };
  const headersWithBody = { ...headers, 'content-type': 'application/json' };

  const send = async (
    dispatcher: Dispatcher,
    method: 'GET' | 'POST',
    path: string,
    body?: object,
  ): Promise<HttpResponse> => {
    const own = body ? headersWithBody : headers;
    const place = traceparent();
    const request = {
      origin: base.origin,
      method,
      path: `${prefix}${path}`,
      headers: place === null ? own : { ...own, traceparent: place },
      body: body ? JSON.stringify(body) : null,
      // One deadline covers both.
      headersTimeout: 0,
      bodyTimeout: 0,
    };
    try {
      return await sendRequest(dispatcher, request, timeoutMs);
    } catch (cause) {
      const reason = cause instanceof Error ? cause.message : String(cause);
      const message = `${method} ${path.replace(/\?.*/, '')}: ${reason}`;
      throw cause instanceof NotSentError
        ? new NotSentError(message, { cause })
        : new ResponseLostError(message, { cause });
    }
  };

  return {
    get: (path) => send(connections.kept, 'GET', path),
    post: (path, body) => send(connections.recent, 'POST', path, body),
    close: () => connections.close(),
  };
};
