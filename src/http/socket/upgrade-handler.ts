import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { handleProtocols } from 'graphql-ws';
import { type ServerOptions, type WebSocket, WebSocketServer } from 'ws';
import type { Logger } from '../../telemetry/logger.ts';
import type { HttpMetrics } from '../../telemetry/metrics.ts';
import { createRequestLog } from '../../telemetry/request-log.ts';
import { pathOf, requestIdOf } from '../exchange.ts';
import type { OpenConnections } from '../open-connections.ts';
import type { Origins } from '../origins.ts';
import { GOING_AWAY } from './close-codes.ts';
import type { Heartbeat } from './heartbeat.ts';
import type { ServeSocket, UnauthenticatedSocket } from './protocol.ts';
import { createSenders } from './sender.ts';

export interface UpgradeHandlerOptions {
  readonly path: string;
  readonly origins: Origins;
  readonly serve: ServeSocket;
  readonly heartbeat: Heartbeat;
  readonly openConnections: OpenConnections;
  readonly metrics: HttpMetrics;
  readonly logger: Logger;
  readonly isDraining: () => boolean;
  /** Size of one message. */
  readonly maxFrameBytes: number;
  /** Open sockets of all viewers, unauthenticated ones included. */
  readonly maxSockets: number;
  /** Sockets without `connection_init`. One more terminates the oldest of them. */
  readonly maxUnauthenticated: number;
}

/** Handles upgrade requests: opens a WebSocket, or rejects the request with an HTTP status. */
export type UpgradeHandler = (request: IncomingMessage, stream: Duplex, head: Buffer) => void;

const REASONS: Readonly<Record<number, string>> = { 403: 'Forbidden', 404: 'Not Found', 503: 'Service Unavailable' };

const rejectUpgrade = (stream: Duplex, status: number): void => {
  stream.end(`HTTP/1.1 ${status} ${REASONS[status]}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`);
};

/**
 * Destroys the stream when the client resets the connection. The listener stays as long as the socket is open: one for all
 * streams keeps no upgrade request in memory.
 */
function destroy(this: Duplex): void {
  this.destroy();
}

/** Headers of the upgrade request that are used later. The request itself is not kept. */
type SentHeaders = Pick<UnauthenticatedSocket, 'authorization' | 'traceparent'>;

const sentHeaders = ({ headers: { authorization, traceparent } }: IncomingMessage): SentHeaders => ({
  authorization: authorization ?? null,
  traceparent: typeof traceparent === 'string' ? traceparent : null,
});

/** How long a client may take to answer a close frame, in milliseconds. */
const CLOSE_TIMEOUT_MS = 2_000;

export const createUpgradeHandler = (options: UpgradeHandlerOptions): UpgradeHandler => {
  const { path, origins, serve, heartbeat, openConnections, metrics, logger, isDraining, maxFrameBytes, maxSockets } =
    options;
  // `closeTimeout` is missing in the types of ws 8.
  const serverOptions: ServerOptions & { readonly closeTimeout: number } = {
    noServer: true,
    maxPayload: maxFrameBytes,
    handleProtocols,
    // Compression costs memory per socket; messages are small.
    perMessageDeflate: false,
    clientTracking: false,
    // The heartbeat answers pings, because it watches how much is buffered.
    autoPong: false,
    // Each message in a turn of its own: what the one before has ended has ended when its id is used again.
    allowSynchronousEvents: false,
    closeTimeout: CLOSE_TIMEOUT_MS,
  };
  const webSockets = new WebSocketServer(serverOptions);
  const senderOf = createSenders();
  const log = createRequestLog(logger);
  let open = 0;
  /** Oldest first. */
  const unauthenticated = new Set<WebSocket>();

  const addUnauthenticated = (socket: WebSocket): void => {
    unauthenticated.add(socket);
    const [oldest] = unauthenticated;
    if (unauthenticated.size > options.maxUnauthenticated) oldest?.terminate();
  };

  const onAuthenticated = (socket: WebSocket): void => {
    unauthenticated.delete(socket);
  };

  const statusFor = (request: IncomingMessage): number => {
    if (pathOf(request) !== path) return 404;
    if (!origins.isAllowed(request)) return 403;
    return isDraining() || open >= maxSockets ? 503 : 101;
  };

  const accept = (socket: WebSocket, stream: Duplex, requestId: string, sent: SentHeaders): void => {
    const openedAt = Date.now();
    open += 1;
    metrics.socketOpened();
    heartbeat.watch(socket);
    const end = () => socket.close(GOING_AWAY, 'Going away');
    openConnections.add(end);
    socket.on('close', (code) => {
      open -= 1;
      unauthenticated.delete(socket);
      metrics.socketClosed();
      openConnections.remove(end);
      logger.info({ requestId, code, ms: Date.now() - openedAt }, 'socket closed');
    });
    // `ws` closes the socket itself, with the right code. Without this listener the error would end the process.
    socket.on('error', (error) => logger.debug({ requestId, err: error }, 'socket error'));
    addUnauthenticated(socket);
    serve(socket, senderOf(socket, stream), {
      requestId,
      logger,
      ...sent,
      onAuthenticated,
    });
  };

  return (request, stream, head) => {
    stream.on('error', destroy);
    const requestId = requestIdOf(request);
    const status = statusFor(request);
    log.upgrade({ requestId, status });
    metrics.request('socket', status, 0);
    if (status !== 101) return rejectUpgrade(stream, status);
    webSockets.handleUpgrade(request, stream, head, (socket) =>
      accept(socket, stream, requestId, sentHeaders(request)),
    );
  };
};
