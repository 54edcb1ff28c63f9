import { CloseCode, type WebSocket as GraphQLSocket, type Server } from 'graphql-ws';
import type { WebSocket } from 'ws';
import type { Logger } from '../../domain/ports/logger.ts';
import { isUnexpectedMessageError } from '../../library-messages.ts';
import type { Sender } from './sender.ts';
import { textFrame } from './text-frame.ts';

/**
 * What a text says, if that is an object; null otherwise. graphql-ws would parse the text itself, and keep it, with the whole
 * document, as long as the subscription that it asks for.
 */
const readMessage = (text: string): object | null => {
  try {
    const message: unknown = JSON.parse(text);
    return typeof message === 'object' ? message : null;
  } catch {
    return null;
  }
};

/** A socket of `ws` as graphql-ws uses it. A class, so that all sockets share their functions. */
class AttachedSocket implements GraphQLSocket {
  readonly #socket: WebSocket;
  readonly #sender: Sender;
  readonly #logger: Pick<Logger, 'error'>;

  constructor(socket: WebSocket, sender: Sender, logger: Pick<Logger, 'error'>) {
    this.#socket = socket;
    this.#sender = sender;
    this.#logger = logger;
  }

  get protocol(): string {
    return this.#socket.protocol;
  }

  /** Nothing waits until it is sent: the client may use the id of the request again meanwhile. */
  send(data: string): void {
    this.#sender.sendFrame(textFrame(data));
  }

  close(code?: number, reason?: string): void {
    this.#socket.close(code, reason);
  }

  onMessage(handle: (data: string) => Promise<void>): void {
    this.#socket.on('message', (data, isBinary) => {
      if (this.#socket.readyState !== this.#socket.OPEN) return;
      if (isBinary) return this.close(CloseCode.BadRequest, 'Messages are text');
      const message = readMessage(String(data));
      if (message === null) return this.close(CloseCode.BadRequest, 'Invalid message received');
      // graphql-ws takes text for JSON and all else for a message.
      handle(message as unknown as string).catch((error: unknown) => this.#fail(error));
    });
  }

  #fail(error: unknown): void {
    // A message that no client may send: to graphql-ws's own adapters it is an internal error.
    if (isUnexpectedMessageError(error)) this.close(CloseCode.BadRequest, 'Invalid message received');
    else {
      this.#logger.error({ err: error }, 'unexpected error on a socket');
      this.close(CloseCode.InternalServerError, 'Internal server error');
    }
  }
}

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
  const closed = server.opened(new AttachedSocket(socket, sender, logger), extra);
  socket.on('close', (code, reason) => {
    closed(code, String(reason)).catch((error: unknown) =>
      logger.error({ err: error }, 'error while closing a socket'),
    );
  });
};
