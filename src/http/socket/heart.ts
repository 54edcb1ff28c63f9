import type { WebSocket } from 'ws';

/** Finds out which clients are still there, and which of them read what they are sent. */
export interface Heart {
  keep(socket: WebSocket): void;
  /** Ends every socket, without a word. */
  cutOffAll(): void;
  stop(): void;
}

export interface HeartOptions {
  /** Between two looks at each socket; a client that has not answered the ping of the last look is gone. */
  readonly intervalMs: number;
  /**
   * What may wait to be read by one client. Every subscription waits for its last message to be taken, so a client gets
   * here only by asking for answers, to pings say, without reading them.
   */
  readonly maxWaitingBytes: number;
}

interface Pulse {
  answered: boolean;
}

/** One timer for all: five thousand sockets are looked at in a millisecond. */
export const createHeart = ({ intervalMs, maxWaitingBytes }: HeartOptions): Heart => {
  const pulses = new Map<WebSocket, Pulse>();

  const beat = (): void => {
    for (const [socket, pulse] of pulses) {
      if (!pulse.answered) {
        // No close frame: nobody is there to read it.
        socket.terminate();
        continue;
      }
      pulse.answered = false;
      if (socket.readyState === socket.OPEN) socket.ping();
    }
  };
  const timer = setInterval(beat, intervalMs);
  timer.unref();

  return {
    keep(socket) {
      const pulse: Pulse = { answered: true };
      pulses.set(socket, pulse);
      const cutOffHoarders = (): void => {
        if (socket.bufferedAmount > maxWaitingBytes) socket.terminate();
      };
      socket.on('pong', () => {
        pulse.answered = true;
      });
      socket.on('ping', (data) => {
        if (socket.readyState === socket.OPEN) socket.pong(data);
        cutOffHoarders();
      });
      socket.on('message', cutOffHoarders);
      socket.once('close', () => pulses.delete(socket));
    },
    cutOffAll() {
      for (const socket of pulses.keys()) socket.terminate();
    },
    stop: () => clearInterval(timer),
  };
};
