/** What a clock that is moved waits for before it goes on to the next event: callbacks on their way. */
export interface Work {
  /** Marks work to be waited for. */
  busy<T>(work: Promise<T>): Promise<T>;
  /** Waits until all work has ended or has used up its time. */
  settle(): Promise<void>;
  /** Drops all work. */
  clear(): void;
}

/**
 * Long enough for a receiver on a busy machine. A jump that does not wait long enough goes on to the timeout of that
 * callback, and so to a retry that the test does not expect.
 */
const SETTLE_TIMEOUT_MS = 5_000;

/** One turn of the event loop: what an event has started runs before the next event. */
const turn = (): Promise<void> => new Promise((resolve) => void (globalThis.setImmediate ?? setTimeout)(resolve));

/** @param settleTimeoutMs Real time for each piece of work. Work that hangs costs it once, not at each later event. */
export const createWork = (settleTimeoutMs = SETTLE_TIMEOUT_MS): Work => {
  /** Each piece of work, and until when to wait for it, in real time. */
  const inFlight = new Map<Promise<unknown>, number>();

  return {
    busy: async (work) => {
      inFlight.set(work, Date.now() + settleTimeoutMs);
      try {
        return await work;
      } finally {
        inFlight.delete(work);
      }
    },
    settle: async () => {
      await turn();
      for (;;) {
        const awaited = [...inFlight].filter(([, until]) => until > Date.now());
        if (awaited.length === 0) return;
        let timeout: ReturnType<typeof setTimeout> | undefined;
        await Promise.race([
          Promise.allSettled(awaited.map(([work]) => work)),
          new Promise((resolve) => {
            timeout = setTimeout(resolve, Math.max(...awaited.map(([, until]) => until)) - Date.now());
          }),
        ]);
        clearTimeout(timeout);
        await turn();
      }
    },
    clear: () => inFlight.clear(),
  };
};
