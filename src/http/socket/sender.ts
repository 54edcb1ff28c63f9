import type { Duplex } from 'node:stream';
import type { WebSocket } from 'ws';

export interface Sender {
  /**
   * Sends a message that is a frame already (`textFrame`). Calls `sent` one turn of the event loop after the operating system
   * has taken it, so that a long row of messages does not hold up the process. On a socket that is closing or closed,
   * nothing is sent, and `sent` is not called.
   */
  sendFrame(frame: Buffer, sent?: () => void): void;
}

/** Calls functions in the next turn of the event loop: those of many sockets take one place in its queue. */
const createNextTurn = (): ((call: () => void) => void) => {
  let waiting: (() => void)[] = [];
  const run = (): void => {
    const calls = waiting;
    waiting = [];
    for (const call of calls) call();
  };
  return (call) => {
    if (waiting.push(call) === 1) setImmediate(run);
  };
};

type NextTurn = ReturnType<typeof createNextTurn>;

const NOTHING = Buffer.alloc(0);

class SocketSender implements Sender {
  readonly #socket: WebSocket;
  readonly #stream: Duplex;
  readonly #nextTurn: NextTurn;

  constructor(socket: WebSocket, stream: Duplex, nextTurn: NextTurn) {
    this.#socket = socket;
    this.#stream = stream;
    this.#nextTurn = nextTurn;
  }

  /**
   * Past `ws`, which would hand a header and the data to the operating system one by one. It keeps nothing back itself:
   * messages are not compressed. Mostly the operating system takes a frame at once, and a callback for it would be a tenth of
   * the write; what has to wait is called back by what stands behind it.
   */
  sendFrame(frame: Buffer, sent?: () => void): void {
    if (this.#socket.readyState !== this.#socket.OPEN) return;
    const stream = this.#stream;
    stream.write(frame);
    if (sent === undefined) return;
    if (stream.writableLength === 0) this.#nextTurn(sent);
    else stream.write(NOTHING, () => this.#nextTurn(sent));
  }
}

/** @returns what makes the sender of a socket, with the connection under it. */
export const createSenders = (): ((socket: WebSocket, stream: Duplex) => Sender) => {
  const nextTurn = createNextTurn();
  return (socket, stream) => new SocketSender(socket, stream, nextTurn);
};
