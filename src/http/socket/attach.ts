import { CloseCode, type Server } from 'graphql-ws';
import type { WebSocket } from 'ws';
import type { Logger } from '../../domain/ports/logger.ts';

/**
 * graphql-ws throws this when a client sends what only servers send. To the protocol it is one more message that no
 * client may send; to graphql-ws's own adapters it is an internal error.
 */
const isUnexpectedMessage = (error: unknown): boolean =>
  error instanceof Error && error.message.startsWith('Unexpected message of type');

/**
 * Ties a socket of `ws` to the protocol. In place of the adapter that comes with graphql-ws, which writes to the
 * console, pings with a timer per socket, and goes on listening to a socket that it has closed.
 */
export const attach = <Extra>(
  server: Server<Extra>,
  socket: WebSocket,
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
      // Resolves once the message is with the operating system: a subscription waits for that before its next message.
      send: (data) =>
        new Promise((resolve) => {
          // On a socket that is closing there is nobody to tell; its subscriptions are ended by `close` below.
          if (socket.readyState === socket.OPEN) socket.send(data, () => resolve());
          else resolve();
        }),
      close: (code, reason) => socket.close(code, reason),
      onMessage(hear) {
        socket.on('message', (data, isBinary) => {
          if (socket.readyState !== socket.OPEN) return;
          if (isBinary) return socket.close(CloseCode.BadRequest, 'Messages are text');
          hear(String(data)).catch((error: unknown) => {
            if (isUnexpectedMessage(error)) socket.close(CloseCode.BadRequest, 'Invalid message received');
            else fail(error);
          });
        });
      },
    },
    extra,
  );

  socket.once('close', (code, reason) => {
    closed(code, String(reason)).catch((error: unknown) => logger.error({ err: error }, 'a socket did not end well'));
  });
};
