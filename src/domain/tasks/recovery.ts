import type { Clock } from '../ports/clock.ts';
import type { PurchaseRateLimiter } from '../ports/purchase-rate-limiter.ts';
import type { TaskStore } from '../ports/task-store.ts';
import { markInterrupted } from './buying/in-flight-purchases.ts';
import type { Timing } from './lifecycle/schedule.ts';
import type { Task } from './lifecycle/task.ts';
import type { TaskWriter } from './lifecycle/task-writer.ts';
import type { TrackedTask } from './lifecycle/tracked-task.ts';

/** What a start does about an earlier process on the same store. For stores that only one process uses. */
export interface Recovery {
  /**
   * Counts what the earlier process bought against the rate. Changes nothing in the store.
   * @returns the tasks whose purchase it left undecided, for `takeOver`.
   */
  restoreRateWindow(): Promise<readonly TrackedTask[]>;
  /** Makes those tasks UNCONFIRMED, and ends the leases of the earlier process. */
  takeOver(interrupted: readonly TrackedTask[]): Promise<void>;
}

export interface RecoveryDependencies {
  readonly store: TaskStore;
  readonly writer: TaskWriter;
  readonly rateLimiter: PurchaseRateLimiter;
  readonly clock: Clock;
  readonly timing: Timing;
}

/** Tasks that are read at once when the rate window is restored. */
const PAGE = 1_000;

/** Whether the provider may have received this purchase; not so if this gateway refused it. */
const mayHaveArrived = ({ refusal }: Task): boolean =>
  refusal === null ||
  refusal.upstreamCode !== null ||
  (refusal.code !== 'RATE_LIMITED' && refusal.code !== 'UPSTREAM_UNAVAILABLE');

/** The moment by which a purchase had arrived, if it did. Epoch milliseconds. */
const arrivedBy = ({ timeline, createdAt }: Task): number => timeline[1]?.at ?? createdAt;

export const createRecovery = ({ store, writer, rateLimiter, clock, timing }: RecoveryDependencies): Recovery => {
  const restore = async (): Promise<void> => {
    const now = clock.now();
    // A purchase that began before the window may have arrived within it.
    const since = now - rateLimiter.windowMs - timing.submissionLeaseMs;
    let isComplete = false;
    for (let skip = 0; !isComplete; skip += PAGE) {
      const page = await store.listNewest(PAGE, skip);
      rateLimiter.restore(page.filter(mayHaveArrived).map((task) => now - arrivedBy(task)));
      isComplete = page.length < PAGE || page.some(({ createdAt }) => createdAt < since);
    }
  };

  return {
    async restoreRateWindow() {
      await restore();
      return await store.listSubmitting();
    },
    async takeOver(interrupted) {
      for (const tracked of interrupted) await markInterrupted(writer, tracked);
      // At once, and not when the leases end by themselves.
      await store.endLeases();
    },
  };
};
