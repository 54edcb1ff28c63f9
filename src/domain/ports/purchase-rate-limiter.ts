import type { Refusal } from '../tasks/lifecycle/refusal.ts';

/** Lets purchases pass at the operator's rate, over all nodes, in turns by viewer. */
export interface PurchaseRateLimiter {
  /** The longest wait for a turn, in milliseconds: after that the purchase has its turn, or was refused. */
  readonly maxWaitMs: number;
  /**
   * Waits for a turn. Viewers have their turns one after the other, the purchases of one viewer in the order in which
   * they came. Waiting purchases of one viewer do not delay other viewers.
   *
   * @throws RefusedError with RATE_LIMITED, at once where a turn would come too late; with UPSTREAM_UNAVAILABLE when
   *   the limiter is closed.
   */
  acquire(request: { readonly viewer: string }): Promise<PurchaseTurn>;
  /**
   * Why `acquire` would refuse a purchase of this viewer at once; null when it may wait for a turn. It takes nothing: a
   * purchase that is refused here needs no row. Never rejects: a limiter that cannot be reached says null.
   */
  admit(request: { readonly viewer: string }): Promise<Refusal | null>;
  /** Holds all purchases back for `ms` milliseconds, because the provider asked for it. Never rejects. */
  pause(ms: number): Promise<void>;
  /** Ends all waits on this node with a refusal, and refuses every later purchase. */
  close(): Promise<void>;
}

/**
 * One purchase that may be sent now. It counts against the rate until it is released, and for the length of the window
 * after that: a purchase that is not answered yet may still arrive. Where nodes
 * share a rate, the turns of a node that has died end by themselves.
 */
export interface PurchaseTurn {
  /**
   * Whether the purchase may still be sent. A node that shares the rate, and was stopped or cut off for too long, has
   * lost its turns to others.
   */
  isHeld(): boolean;
  /** To be called when the provider has answered, or will not answer any more. Never rejects. */
  release(): Promise<void>;
  /** To be called instead when nothing was sent: the turn does not count. Never rejects. */
  cancel(): Promise<void>;
}

/** The rate as one process keeps it in its memory: a start fills it again with what an earlier process has sent. */
export interface RateWindow {
  /** The most purchases in any window of that length. */
  readonly limit: number;
  /** In milliseconds. */
  readonly windowMs: number;
  /** @param ages how many milliseconds ago each of the purchases was over. */
  restore(ages: readonly number[]): void;
}
