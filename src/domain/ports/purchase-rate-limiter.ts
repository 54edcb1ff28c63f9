/** Lets purchases pass at the operator's rate, over all nodes. */
export interface PurchaseRateLimiter {
  /** Waits for a turn. @throws RefusedError when it would take too long (RATE_LIMITED), or when the limiter is closed. */
  acquire(): Promise<PurchaseTurn>;
  /** Holds everyone back, after the provider asked for it. */
  pause(ms: number): void;
  /** Lets nobody in any more; whoever waits is refused. */
  close(): void;
}

/** One purchase that may be sent now. */
export interface PurchaseTurn {
  /** To be called when the provider has answered or will not: from here the window counts. */
  release(): void;
}

/** The rate as one process keeps it in its memory: a start fills it again with what an earlier process has sent. */
export interface RateWindow {
  /** So many purchases in any window of that length. */
  readonly limit: number;
  /** In milliseconds. */
  readonly windowMs: number;
  /** @param ages how many milliseconds ago each of the purchases was over. */
  restore(ages: readonly number[]): void;
}
