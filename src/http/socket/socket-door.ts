import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { handleProtocols } from 'graphql-ws';
import { type WebSocket, WebSocketServer } from 'ws';
import type { Logger } from '../../telemetry/logger.ts';
import type { DoorMetrics } from '../../telemetry/metrics.ts';
import type { LongLived } from '../long-lived.ts';
import type { Origins } from '../origins.ts';
import { pathOf, requestIdOf } from '../visit.ts';
import { GOING_AWAY } from './close-codes.ts';
import type { Heart } from './heart.ts';
import type { ServeSocket } from './protocol.ts';

export interface SocketDoorOptions {
  readonly path: string;
  readonly origins: Origins;
  readonly serve: ServeSocket;
  readonly heart: Heart;
  readonly longLived: LongLived;
  readonly metrics: DoorMetrics;
  readonly logger: Logger;
  readonly isDraining: () => boolean;
  /** Of one message. */
  readonly maxFrameBytes: number;
  /** Of all viewers together, those included that have not said who they are yet. */
  readonly maxSockets: number;
}

/** Answers requests to become a WebSocket. */
export type SocketDoor = (request: IncomingMessage, stream: Duplex, head: Buffer) => void;

const REASONS: Readonly<Record<number, string>> = { 403: 'Forbidden', 404: 'Not Found', 503: 'Service Unavailable' };

const refuse = (stream: Duplex, status: number): void => {
  stream.end(`HTTP/1.1 ${status} ${REASONS[status]}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`);
};

export const createSocketDoor = (options: SocketDoorOptions): SocketDoor => {
  const { path, origins, serve, heart, longLived, metrics, logger, isDraining, maxFrameBytes, maxSockets } = options;
  const webSockets = new WebSocketServer({
    noServer: true,
    maxPayload: maxFrameBytes,
    handleProtocols,
    // Compression costs memory per socket, for messages that fit into a packet as they are.
    perMessageDeflate: false,
    clientTracking: false,
    // Answered by the heart, which knows when a client asks for pongs without reading them.
    autoPong: false,
  });
  let open = 0;

  const statusFor = (request: IncomingMessage): number => {
    if (pathOf(request) !== path) return 404;
    if (!origins.isWelcome(request)) return 403;
    return isDraining() || open >= maxSockets ? 503 : 101;
  };

  const welcome = (socket: WebSocket, log: Logger, requestId: string): void => {
    const openedAt = Date.now();
    open += 1;
    metrics.socketOpened();
    heart.keep(socket);
    const forget = longLived.add(() => socket.close(GOING_AWAY, 'Going away'));
    socket.once('close', (code) => {
      open -= 1;
      metrics.socketClosed();
      forget();
      log.info({ code, ms: Date.now() - openedAt }, 'socket closed');
    });
    // ws closes the socket by itself, with the code that says why; what is left is to not fall over it.
    socket.on('error', (error) => log.debug({ err: error }, 'socket error'));
    serve(socket, { requestId, logger });
  };

  return (request, stream, head) => {
    // A client that resets the connection in the middle of its request; nothing is open yet.
    stream.on('error', () => stream.destroy());
    const requestId = requestIdOf(request);
    const log = logger.child({ requestId });
    const status = statusFor(request);
    log.info({ route: 'socket', status }, 'request');
    metrics.request('socket', status, 0);
    if (status !== 101) return refuse(stream, status);
    webSockets.handleUpgrade(request, stream, head, (socket) => welcome(socket, log, requestId));
  };
};
