/** Lets purchases pass at the operator's rate, over all nodes. */
export interface PurchaseRateLimiter {
  /** For how long a purchase counts after it was over, in milliseconds. */
  readonly windowMs: number;
  /** Waits for a turn. @throws RefusedError when it would take too long (RATE_LIMITED), or when the limiter is closed. */
  acquire(): Promise<PurchaseTurn>;
  /** Holds everyone back, after the provider asked for it. */
  pause(ms: number): void;
  /** Counts purchases that an earlier life of this process sent, by how many milliseconds ago each was over. */
  restore(ages: readonly number[]): void;
  /** Lets nobody in any more; whoever waits is refused. */
  close(): void;
}

/** One purchase that may be sent now. */
export interface PurchaseTurn {
  /** To be called when the provider has answered or will not: from here the window counts. */
  release(): void;
}
