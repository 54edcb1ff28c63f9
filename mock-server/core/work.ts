/** What a clock that is moved waits for before it goes on to the next event: callbacks on their way. */
export interface Work {
  /** Marks work to be waited for. */
  busy<T>(work: Promise<T>): Promise<T>;
  /** Waits until nothing is under way but what has outlasted the patience with it. */
  settle(): Promise<void>;
  /** Forgets what is under way. */
  clear(): void;
}

/**
 * Long enough for a receiver on a busy machine: a jump that gives up on one goes on to that callback's own timeout, and
 * so to a retry that nobody asked for.
 */
const SETTLE_TIMEOUT_MS = 5_000;

/** Lets go on what waits for no more than its turn: what an event brought about happens before the next one. */
const turn = (): Promise<void> => new Promise((resolve) => void (globalThis.setImmediate ?? setTimeout)(resolve));

/** @param settleTimeoutMs Real time for each piece of work. What hangs costs it once, and not again at each event after it. */
export const createWork = (settleTimeoutMs = SETTLE_TIMEOUT_MS): Work => {
  /** And until when, in real time, it is worth waiting for. */
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
