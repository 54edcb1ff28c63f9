import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { Duplex } from 'node:stream';
import type { Logger } from '../telemetry/logger.ts';
import type { HttpMetrics } from '../telemetry/metrics.ts';
import { createRequestLog } from '../telemetry/request-log.ts';
import { type HttpExchange, type HttpHandler, openExchange } from './exchange.ts';
import { CONTENT_TYPES } from './graphql/media-types.ts';
import { maskedError } from './graphql/present-errors.ts';
import { BodyBrokenError, isReceived } from './read-body.ts';
import { reply, replyNotFound, SECURITY_HEADERS } from './reply.ts';

/**
 * `node:http` without an import: an import reads all that the module exports, and so loads Node's own fetch and WebSocket,
 * which take 15 MB and as long as everything else that Node does at its start.
 */
const { createServer } = process.getBuiltinModule('node:http');

/** A path and its handler. A path that ends in a slash matches all paths one segment below it. */
export interface Route {
  readonly path: string;
  /** Label in metrics. */
  readonly name: string;
  readonly handler: HttpHandler;
  /** Whether its requests are files, which have `HttpTimeouts.uploadMs` to arrive. */
  readonly takesFiles?: true;
}

export interface RouterOptions {
  readonly routes: readonly Route[];
  readonly onUpgrade: (request: IncomingMessage, stream: Duplex, head: Buffer) => void;
  readonly logger: Logger;
  readonly metrics: HttpMetrics;
  readonly isDraining: () => boolean;
  /** Open TCP connections. More are closed before they send a request. */
  readonly maxConnections: number;
  /** How long a client may leave a complete response unread before its connection is closed, in milliseconds. */
  readonly unreadMs: number;
  readonly timeouts: HttpTimeouts;
}

/** Timeouts of connections, in milliseconds. */
export interface HttpTimeouts {
  /** From the first byte of a request to the end of its headers. */
  readonly headersMs: number;
  /** From the headers of a request to its last byte. */
  readonly requestMs: number;
  /** From the first byte of an upload to its last. */
  readonly uploadMs: number;
  /** How long an idle connection is kept. Longer than the idle timeout of a load balancer in front of the gateway. */
  readonly keepAliveMs: number;
  /** How long a connection may be open without a byte in either direction. */
  readonly silenceMs: number;
}

export const DEFAULT_TIMEOUTS: HttpTimeouts = {
  headersMs: 10_000,
  requestMs: 30_000,
  uploadMs: 900_000,
  keepAliveMs: 65_000,
  silenceMs: 120_000,
};

/** How often Node looks for requests over their timeouts, in milliseconds. */
const TIMEOUT_CHECK_MS = 1_000;

const UNKNOWN_PATH: Omit<Route, 'path'> = { name: 'other', handler: async (exchange) => replyNotFound(exchange) };

/** A route that ends in a slash takes one more segment. Senders of callbacks add slashes: before, behind, or both. */
const isAt = (path: string, route: Route): boolean => {
  if (!route.path.endsWith('/')) return path === route.path;
  const hasMore = path.startsWith('//') || path.endsWith('/');
  const plain = hasMore ? path.replace(/^\/+/, '/').replace(/\/+$/, '') : path;
  return plain.startsWith(route.path) && !plain.includes('/', route.path.length);
};

/** The paths of a route, to be logged. The last segment of a callback path is a secret. */
export const patternOf = ({ path }: Route): string => (path.endsWith('/') ? `${path}:token` : path);

/** Status lines for requests that Node cannot read as HTTP, by error code. */
const CLIENT_ERRORS: Readonly<Record<string, string>> = {
  HPE_HEADER_OVERFLOW: '431 Request Header Fields Too Large',
  ERR_HTTP_REQUEST_TIMEOUT: '408 Request Timeout',
};

const onClientError = (error: NodeJS.ErrnoException, stream: Duplex): void => {
  if (error.code === 'ECONNRESET' || !stream.writable) return void stream.destroy();
  const status = CLIENT_ERRORS[error.code ?? ''] ?? '400 Bad Request';
  stream.end(`HTTP/1.1 ${status}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`);
};

/** Ends a request whose body does not arrive within `ms`: Node has one such timeout for all, and uploads take longer. */
const limitBody = (request: IncomingMessage, ms: number): void => {
  const timer = setTimeout(() => {
    if (request.complete) return;
    const error = Object.assign(new Error('The body took too long.'), { code: 'ERR_HTTP_REQUEST_TIMEOUT' });
    onClientError(error, request.socket);
  }, ms);
  request.once('close', () => clearTimeout(timer));
};

/** The shortest time between two lines about dropped connections, in milliseconds. */
const DROP_LOG_MS = 10_000;

const createDropLogger = (logger: Logger, maxConnections: number): (() => void) => {
  let dropped = 0;
  let loggedAt = Number.NEGATIVE_INFINITY;
  return () => {
    dropped += 1;
    const now = performance.now();
    if (now - loggedAt < DROP_LOG_MS) return;
    loggedAt = now;
    logger.warn({ dropped, maxConnections }, 'too many connections: new ones are closed');
  };
};

/** Closes the connection of a complete response that the client does not read within `ms`: its bytes wait in memory. */
const closeUnlessRead = (response: ServerResponse, ms: number): void => {
  const timer = setTimeout(() => response.req.socket.destroy(), ms);
  response.once('close', () => clearTimeout(timer));
};

/** Creates the HTTP server: passes each request to the handler of its route, and logs one line for it. */
export const createRouter = (options: RouterOptions): Server => {
  const { routes, onUpgrade, logger, metrics, isDraining, timeouts, unreadMs } = options;
  const log = createRequestLog(logger);

  const handle = async (exchange: HttpExchange, handler: HttpHandler): Promise<void> => {
    try {
      await handler(exchange);
    } catch (error) {
      const { response, requestId } = exchange;
      if (error instanceof BodyBrokenError) return void response.destroy();
      exchange.logger.error({ err: error }, 'unexpected error');
      if (response.headersSent) return void response.destroy();
      const body = JSON.stringify({ errors: [maskedError(requestId)] });
      reply(exchange, 500, body, { 'content-type': CONTENT_TYPES.json });
    }
  };

  const onRequest = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const startedAt = performance.now();
    const exchange = openExchange(request, response, logger, SECURITY_HEADERS);
    const { path, requestId } = exchange;
    const { method = 'GET' } = request;
    const route = routes.find((candidate) => isAt(path, candidate));
    const { name, handler, takesFiles = false } = route ?? UNKNOWN_PATH;
    if (isDraining()) exchange.headers['connection'] = 'close';
    response.on('close', () => {
      const ms = Math.round(performance.now() - startedAt);
      // 499: the client disconnected before it got the response.
      const status = response.writableFinished ? response.statusCode : 499;
      log.request({ requestId, method, path: route ? patternOf(route) : 'unknown', status, ms });
      metrics.request(name, status, ms);
      // `server.close` closes the connections that are idle at that moment, and waits for the others: close them here.
      if (!server.listening) server.closeIdleConnections();
    });
    // Node passes on what it has received before this goes on: most bodies came with their headers, and need no timer.
    await null;
    if (!takesFiles && !isReceived(request) && !request.destroyed) limitBody(request, timeouts.requestMs);
    await handle(exchange, handler);
    if (response.writableLength > 0) closeUnlessRead(response, unreadMs);
  };

  const server = createServer(
    {
      headersTimeout: timeouts.headersMs,
      requestTimeout: Math.max(timeouts.requestMs, timeouts.uploadMs),
      keepAliveTimeout: timeouts.keepAliveMs,
      connectionsCheckingInterval: TIMEOUT_CHECK_MS,
      requireHostHeader: true,
      // Some clients offer HTTP/2 (`Upgrade: h2c`) with each request: ignore the offer, and answer in HTTP/1.1.
      shouldUpgradeCallback: ({ headers }) => headers.upgrade?.toLowerCase() === 'websocket',
    },
    onRequest,
  );
  server.maxConnections = options.maxConnections;
  server.on('drop', createDropLogger(logger, options.maxConnections));
  server.setTimeout(timeouts.silenceMs);
  server.on('upgrade', onUpgrade);
  server.on('clientError', onClientError);
  return server;
};
