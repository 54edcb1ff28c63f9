/** Connections that stay open on purpose, sockets and streams, so that they can be ended in good order. */
export interface OpenConnections {
  /** @param end asks the connection to end. @returns to be called when it has. */
  register(end: () => void): () => void;
  /** Ends all, spread evenly over `ms`, so that the clients do not all come back at once; later ones end right away. */
  drain(ms: number): void;
  /** Resolves when there is none. */
  gone(): Promise<void>;
  /** Stops whatever `drain` still had to do. */
  dispose(): void;
}

export const createOpenConnections = (): OpenConnections => {
  const ends = new Set<() => void>();
  const timers = new Set<NodeJS.Timeout>();
  let onGone: (() => void)[] = [];
  let draining = false;

  return {
    register(end) {
      // Each has its own entry, also when two share a function.
      const entry = () => end();
      ends.add(entry);
      if (draining) queueMicrotask(entry);
      return () => {
        ends.delete(entry);
        if (ends.size > 0) return;
        for (const resolve of onGone) resolve();
        onGone = [];
      };
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
