/** The open long-lived connections: WebSockets and streams. A graceful shutdown ends them one by one. */
export interface OpenConnections {
  /** @param end asks the connection to end; called at once when the shutdown has begun. No other connection has the same. */
  add(end: () => void): void;
  /** To be called when the connection has ended. */
  remove(end: () => void): void;
  /** Ends all connections, spread evenly over `ms`, so that clients do not all reconnect at the same moment. */
  drain(ms: number): void;
  /** Resolves when no connection is open. */
  gone(): Promise<void>;
  /** Cancels the timers of `drain`. */
  dispose(): void;
}

export const createOpenConnections = (): OpenConnections => {
  const ends = new Set<() => void>();
  const timers = new Set<NodeJS.Timeout>();
  let onGone: (() => void)[] = [];
  let draining = false;

  return {
    add(end) {
      ends.add(end);
      if (draining) queueMicrotask(end);
    },
    remove(end) {
      ends.delete(end);
      if (ends.size > 0) return;
      for (const resolve of onGone) resolve();
      onGone = [];
    },
    drain(ms) {
      draining = true;
      const all = [...ends];
      for (const [index, end] of all.entries()) {
        const timer = setTimeout(
          () => {
            timers.delete(timer);
            if (ends.has(end)) end();
          },
          (index * ms) / all.length,
        );
        timers.add(timer);
      }
    },
    gone: () =>
      ends.size === 0
        ? Promise.resolve()
        : new Promise((resolve) => {
            onGone.push(resolve);
          }),
    dispose() {
      for (const timer of timers) clearTimeout(timer);
      timers.clear();
    },
  };
};
