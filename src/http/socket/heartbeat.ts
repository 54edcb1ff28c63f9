import { randomBytes } from 'node:crypto';
import type { WebSocket } from 'ws';

/** Pings all open sockets, and terminates those whose clients are gone or do not read. */
export interface Heartbeat {
  watch(socket: WebSocket): void;
  /** Terminates all sockets without a close frame. */
  terminateAll(): void;
  stop(): void;
}

export interface HeartbeatOptions {
  /** Time between two pings, in milliseconds. A socket that has not answered the last ping is terminated at the next. */
  readonly intervalMs: number;
  /**
   * Bytes that may be buffered for one socket. A subscription waits until its last message is written, so a client exceeds
   * this only by requesting responses, e.g. to pings, without reading them.
   */
  readonly maxWaitingBytes: number;
}

interface SocketState {
  /**
   * Payload of the ping that is not answered yet. It is random, and stands behind all messages that wait for the client:
   * only a client that reads them can answer it.
   */
  expectedPong: Buffer | null;
}

/** Sockets that are visited in one turn of the event loop. A ping is a system call: together about a millisecond. */
const VISITS_PER_TURN = 64;

/** Uses one timer for all sockets, and visits some in each turn of the event loop: no message waits for all pings. */
export const createHeartbeat = ({ intervalMs, maxWaitingBytes }: HeartbeatOptions): Heartbeat => {
  const watched = new Map<WebSocket, SocketState>();

  const visit = (socket: WebSocket, state: SocketState): void => {
    if (state.expectedPong !== null) {
      // Without a close frame: the client does not read.
      socket.terminate();
      return;
    }
    state.expectedPong = randomBytes(8);
    if (socket.readyState === socket.OPEN) socket.ping(state.expectedPong);
  };

  const visitSome = (sockets: MapIterator<[WebSocket, SocketState]>): void => {
    for (let visits = 0; visits < VISITS_PER_TURN; visits += 1) {
      const { value, done } = sockets.next();
      if (done) return;
      visit(...value);
    }
    setImmediate(visitSome, sockets);
  };
  const timer = setInterval(() => visitSome(watched.entries()), intervalMs);
  timer.unref();

  const terminateIfBuffered = (socket: WebSocket): void => {
    if (socket.bufferedAmount > maxWaitingBytes) socket.terminate();
  };

  /*
   * Listeners that all sockets share: `ws` calls them with the socket as `this`. Functions of its own would be half of what
   * the heartbeat keeps of each socket.
   */

  function onPong(this: WebSocket, payload: Buffer): void {
    const state = watched.get(this);
    if (state?.expectedPong?.equals(payload)) state.expectedPong = null;
  }

  function onPing(this: WebSocket, payload: Buffer): void {
    if (this.readyState === this.OPEN) this.pong(payload);
    terminateIfBuffered(this);
  }

  function onMessage(this: WebSocket): void {
    terminateIfBuffered(this);
  }

  function onClose(this: WebSocket): void {
    watched.delete(this);
  }

  return {
    watch(socket) {
      watched.set(socket, { expectedPong: null });
      socket.on('pong', onPong).on('ping', onPing).on('message', onMessage).on('close', onClose);
    },
    terminateAll() {
      for (const socket of watched.keys()) socket.terminate();
    },
    stop: () => clearInterval(timer),
  };
};
