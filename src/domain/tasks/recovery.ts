import type { Clock } from '../ports/clock.ts';
import type { RateWindow } from '../ports/purchase-rate-limiter.ts';
import type { TaskStore } from '../ports/task-store.ts';
import { markInterrupted } from './buying/in-flight-purchases.ts';
import type { TaskWriter } from './lifecycle/task-writer.ts';

/** The work at the start for purchases that an earlier process on the same store left open. */
export interface Recovery {
  /**
   * Counts the purchases of the earlier process against the rate, makes those that were under way UNCONFIRMED, and ends
   * its leases. To be called before anything is bought. It does nothing where the store is shared: other nodes may be
   * making those purchases, and the leases of a dead node end by themselves.
   *
   * @throws StoreUnavailableError
   */
  recover(): Promise<void>;
}

export interface RecoveryDependencies {
  readonly store: TaskStore;
  readonly writer: TaskWriter;
  /** Null where nodes share the rate: then it outlives this process. */
  readonly rateWindow: RateWindow | null;
  readonly clock: Clock;
}

export const createRecovery = ({ store, writer, rateWindow, clock }: RecoveryDependencies): Recovery => ({
  async recover() {
    if (!store.exclusive) return;
    const { limit, windowMs } = rateWindow ?? { limit: 0, windowMs: 0 };
    const now = clock.now();
    const { interrupted, arrivals } = await store.takeOver({ arrivedSince: now - windowMs, limit });
    // A purchase that was under way may have been sent in the last moment of the earlier process.
    rateWindow?.restore([...arrivals.map((at) => now - at), ...interrupted.map(() => 0)]);
    for (const tracked of interrupted) await markInterrupted(writer, tracked);
  },
});
