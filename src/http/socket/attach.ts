import { CloseCode, type Server } from 'graphql-ws';
import type { WebSocket } from 'ws';
import type { Logger } from '../../domain/ports/logger.ts';
import { isUnexpectedMessageError } from '../../library-messages.ts';
import type { Sender } from './sender.ts';

/**
 * Connects a socket of `ws` with the graphql-ws server. It replaces the adapter of graphql-ws, which writes to the console,
 * needs a timer per socket for pings, and handles messages of a socket that it has closed.
 */
export const attach = <Extra>(
  server: Server<Extra>,
  socket: WebSocket,
  sender: Sender,
  logger: Pick<Logger, 'error'>,
  extra: Extra,
): void => {
  const fail = (error: unknown): void => {
    logger.error({ err: error }, 'unexpected error on a socket');
    socket.close(CloseCode.InternalServerError, 'Internal server error');
  };

  const closed = server.opened(
    {
      protocol: socket.protocol,
      send: (data) => new Promise((resolve) => sender.send(data, resolve)),
      close: (code, reason) => socket.close(code, reason),
      onMessage(handle) {
        socket.on('message', (data, isBinary) => {
          if (socket.readyState !== socket.OPEN) return;
          if (isBinary) return socket.close(CloseCode.BadRequest, 'Messages are text');
          handle(String(data)).catch((error: unknown) => {
            // A message that no client may send: to graphql-ws's own adapters it is an internal error.
            if (isUnexpectedMessageError(error)) socket.close(CloseCode.BadRequest, 'Invalid message received');
            else fail(error);
          });
        });
      },
    },
    extra,
  );

  socket.once('close', (code, reason) => {
    closed(code, String(reason)).catch((error: unknown) =>
      logger.error({ err: error }, 'error while closing a socket'),
    );
  });
};
