import type { WebSocket } from 'ws';

/** Finds out which clients are still there, and which of them read what they are sent. */
export interface Heartbeat {
  watch(socket: WebSocket): void;
  /** Ends every socket, without a word. */
  terminateAll(): void;
  stop(): void;
}

export interface HeartbeatOptions {
  /** Between two looks at each socket; a client that has not answered the ping of the last look is gone. */
  readonly intervalMs: number;
  /**
   * What may wait to be read by one client. Every subscription waits for its last message to be taken, so a client gets
   * here only by asking for answers, to pings say, without reading them.
   */
  readonly maxWaitingBytes: number;
}

interface Watched {
  answered: boolean;
}

/** One timer for all: five thousand sockets are looked at in a millisecond. */
export const createHeartbeat = ({ intervalMs, maxWaitingBytes }: HeartbeatOptions): Heartbeat => {
  const watched = new Map<WebSocket, Watched>();

  const tick = (): void => {
    for (const [socket, state] of watched) {
      if (!state.answered) {
        // No close frame: nobody is there to read it.
        socket.terminate();
        continue;
      }
      state.answered = false;
      if (socket.readyState === socket.OPEN) socket.ping();
    }
  };
  const timer = setInterval(tick, intervalMs);
  timer.unref();

  return {
    watch(socket) {
      const state: Watched = { answered: true };
      watched.set(socket, state);
      const cutOffHoarders = (): void => {
        if (socket.bufferedAmount > maxWaitingBytes) socket.terminate();
      };
      socket.on('pong', () => {
        state.answered = true;
      });
      socket.on('ping', (data) => {
        if (socket.readyState === socket.OPEN) socket.pong(data);
        cutOffHoarders();
      });
      socket.on('message', cutOffHoarders);
      socket.once('close', () => watched.delete(socket));
    },
    terminateAll() {
      for (const socket of watched.keys()) socket.terminate();
    },
    stop: () => clearInterval(timer),
  };
};
