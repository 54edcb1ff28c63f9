import type * as undici from 'undici';
import { createProxyAgent, type OutgoingProxies } from '../../outgoing-proxies.ts';
import { buildConnector, errors, Pool } from '../../undici.ts';
import { NotSentError } from './errors.ts';

type Dispatcher = undici.Dispatcher;
type Connector = undici.buildConnector.connector;

/** The most connections that are kept, for calls that cost nothing. */
export const CONNECTIONS = 64;

/**
 * For how long a connection without a request is kept for purchases, in milliseconds. No usual server closes one so early
 * (docs/decisions/062-connections-of-purchases.md).
 */
const RECENT_MS = 1_000;

/** Connections to the provider, HTTP/1.1. Requests fail with NotSentError while none could be made. */
export interface Connections {
  /** Connections that are kept and used again, for calls that cost nothing. */
  readonly kept: Dispatcher;
  /** For purchases: new connections, and those whose last answer came a moment ago. */
  readonly recent: Dispatcher;
  /** A new connection for every request. */
  readonly fresh: Dispatcher;
  /** Cuts off the requests that are not answered yet. */
  close(): Promise<void>;
}

export interface ConnectionsOptions {
  readonly origin: string;
  /** For a whole call, in milliseconds. */
  readonly timeoutMs: number;
  /** Null: the provider is reached directly. */
  readonly proxies: OutgoingProxies | null;
}

const notSent = (cause: Error): NotSentError => new NotSentError(cause.message || 'no connection', { cause });

/**
 * Wraps errors before the connection to the provider is made in NotSentError: name, refusal, timeout, TLS, and behind a
 * proxy also CONNECT. No byte of the request has left by then. One deadline covers all of these steps.
 */
const marking =
  (connect: Connector, deadlineMs: number): Connector =>
  (options, callback) => {
    const end = performance.now() + deadlineMs;
    let isOver = false;
    const giveUp = (): void => {
      isOver = true;
      callback(notSent(new errors.ConnectTimeoutError('no connection in time')), null);
    };
    const deadline = setTimeout(giveUp, deadlineMs);
    connect(options, (error, socket) => {
      clearTimeout(deadline);
      // A process that was stopped is told of the connection first, and its timers fire after that.
      if (!isOver && performance.now() >= end) giveUp();
      if (isOver) socket?.destroy();
      else if (error === null) callback(null, socket);
      else callback(notSent(error), null);
    });
  };

const isConnector = (value: unknown): value is Connector => typeof value === 'function';

/** The connector that an agent hands to a pool: of undici itself, or of its proxy agent. */
const connectorOf = (options: object): Connector => {
  if ('connect' in options && isConnector(options.connect)) return options.connect;
  throw new TypeError('The agent has made no connector.');
};

export const createConnections = ({ origin, timeoutMs, proxies }: ConnectionsOptions): Connections => {
  // Shorter than the timeout of the call, so that a connection that is not made differs from an answer that is lost.
  const deadlineMs = Math.ceil((timeoutMs * 2) / 3);
  // Not HTTP/2: one connection would carry all purchases, and its loss put all of them in doubt.
  const version = { allowH2: false };
  const connect = buildConnector({ timeout: deadlineMs, ...version });
  const common = { headersTimeout: timeoutMs, bodyTimeout: timeoutMs, ...version };

  const create = (options: undici.Pool.Options): Dispatcher => {
    if (proxies === null) return new Pool(origin, { ...options, connect: marking(connect, deadlineMs) });
    return createProxyAgent(proxies, {
      ...options,
      connect,
      factory: (host, made) => new Pool(host, { ...made, connect: marking(connectorOf(made), deadlineMs) }),
      // The connections to the proxy itself, each of which becomes the tunnel of one connection.
      clientFactory: (proxy, made) => new Pool(proxy, { ...made, headersTimeout: deadlineMs }),
    });
  };

  const kept = create({ connections: CONNECTIONS, ...common });
  // A kept connection may be closed by the other side at the very moment of sending, which looks just like a lost
  // answer. The hints of the other side (Keep-Alive: timeout) can only shorten the time.
  const recent = create({
    // No limit of its own: a purchase that waited here for a connection would look lost after its timeout.
    connections: null,
    keepAliveTimeout: RECENT_MS,
    keepAliveMaxTimeout: RECENT_MS,
    keepAliveTimeoutThreshold: RECENT_MS,
    ...common,
  });
  // Pipelining 0 turns keep-alive off.
  const fresh = create({ connections: null, pipelining: 0, ...common });
  return {
    kept,
    recent,
    fresh,
    async close() {
      await Promise.all([kept.destroy(), recent.destroy(), fresh.destroy()]);
    },
  };
};
