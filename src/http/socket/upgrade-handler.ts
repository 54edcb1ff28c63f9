import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { handleProtocols } from 'graphql-ws';
import { type WebSocket, WebSocketServer } from 'ws';
import type { Logger } from '../../telemetry/logger.ts';
import type { HttpMetrics } from '../../telemetry/metrics.ts';
import { pathOf, requestIdOf } from '../exchange.ts';
import type { OpenConnections } from '../open-connections.ts';
import type { Origins } from '../origins.ts';
import { GOING_AWAY } from './close-codes.ts';
import type { Heartbeat } from './heartbeat.ts';
import type { ServeSocket } from './protocol.ts';

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
}

/** Handles upgrade requests: opens a WebSocket, or rejects the request with an HTTP status. */
export type UpgradeHandler = (request: IncomingMessage, stream: Duplex, head: Buffer) => void;

const REASONS: Readonly<Record<number, string>> = { 403: 'Forbidden', 404: 'Not Found', 503: 'Service Unavailable' };

const rejectUpgrade = (stream: Duplex, status: number): void => {
  stream.end(`HTTP/1.1 ${status} ${REASONS[status]}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`);
};

export const createUpgradeHandler = (options: UpgradeHandlerOptions): UpgradeHandler => {
  const { path, origins, serve, heartbeat, openConnections, metrics, logger, isDraining, maxFrameBytes, maxSockets } =
    options;
  const webSockets = new WebSocketServer({
    noServer: true,
    maxPayload: maxFrameBytes,
    handleProtocols,
    // Compression costs memory per socket; messages are small.
    perMessageDeflate: false,
    clientTracking: false,
    // The heartbeat answers pings, because it watches how much is buffered.
    autoPong: false,
  });
  let open = 0;

  const statusFor = (request: IncomingMessage): number => {
    if (pathOf(request) !== path) return 404;
    if (!origins.isAllowed(request)) return 403;
    return isDraining() || open >= maxSockets ? 503 : 101;
  };

  const accept = (socket: WebSocket, log: Logger, requestId: string): void => {
    const openedAt = Date.now();
    open += 1;
    metrics.socketOpened();
    heartbeat.watch(socket);
    const unregister = openConnections.register(() => socket.close(GOING_AWAY, 'Going away'));
    socket.once('close', (code) => {
      open -= 1;
      metrics.socketClosed();
      unregister();
      log.info({ code, ms: Date.now() - openedAt }, 'socket closed');
    });
    // `ws` closes the socket itself, with the right code. Without this listener the error would end the process.
    socket.on('error', (error) => log.debug({ err: error }, 'socket error'));
    serve(socket, { requestId, logger });
  };

  return (request, stream, head) => {
    // The client reset the connection during its request.
    stream.on('error', () => stream.destroy());
    const requestId = requestIdOf(request);
    const log = logger.child({ requestId });
    const status = statusFor(request);
    log.info({ route: 'socket', status }, 'request');
    metrics.request('socket', status, 0);
    if (status !== 101) return rejectUpgrade(stream, status);
    webSockets.handleUpgrade(request, stream, head, (socket) => accept(socket, log, requestId));
  };
};
