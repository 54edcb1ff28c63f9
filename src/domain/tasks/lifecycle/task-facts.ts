import { isAdopted, type Task } from './task.ts';

/**
 * Facts by which a store finds tasks. A store saves them with each version of a task, so that it needs no business rule
 * of its own to reuse a task, to keep a budget, or to restore the rate window. Moments are epoch milliseconds.
 */
export interface TaskFacts {
  /** Until when an equal request gets this task; null if it does not. */
  readonly reusableUntil: number | null;
  /** The moment at which the task counts in its viewer's budgets; null if it does not count. */
  readonly budgetedAt: number | null;
  /**
   * The credits that the task counts for in a budget: what the provider says it took, or else its price; 0 if it cost
   * nothing in the end.
   */
  readonly budgetedCredits: number;
  /**
   * When its purchase had reached the provider at the latest; null while it is in flight, and if it surely never
   * arrived.
   */
  readonly arrivedAt: number | null;
  /** Whether nothing was bought. Its idempotency keys are free, and lists of tasks by track do not contain it. */
  readonly isRefused: boolean;
}

/** How long before the deletion of its files a result is no longer reused: 1 hour. */
const REUSE_MARGIN_MS = 3_600_000;

/** "Always" as a number: results without files do not expire. */
const FOR_EVER = Number.MAX_SAFE_INTEGER;

const reusableUntil = ({ status, expiresAt }: Task): number | null => {
  if (status === 'FAILED') return null;
  return status === 'SUCCEEDED' && expiresAt !== null ? expiresAt - REUSE_MARGIN_MS : FOR_EVER;
};

/** Whether the provider may have received this purchase; not so if the gateway itself refused it. */
const mayHaveArrived = ({ refusal }: Task): boolean =>
  refusal === null ||
  refusal.upstreamCode !== null ||
  (refusal.code !== 'RATE_LIMITED' && refusal.code !== 'UPSTREAM_UNAVAILABLE');

/** Whether the purchase was refused without an attempt that may have reached the provider. */
const isNoAttempt = (task: Task): boolean =>
  task.status === 'FAILED' && task.charge === 'NOT_CHARGED' && !(task.refusal !== null && mayHaveArrived(task));

const isUnpaid = (task: Task): boolean =>
  isAdopted(task) || (task.status === 'FAILED' && (task.charge === 'NOT_CHARGED' || task.charge === 'REFUNDED'));

export const factsOf = (task: Task): TaskFacts => ({
  reusableUntil: reusableUntil(task),
  budgetedAt: isNoAttempt(task) ? null : task.createdAt,
  budgetedCredits: isUnpaid(task) ? 0 : (task.creditsConsumed ?? task.creditCost ?? 0),
  // The second event of the timeline is the outcome of the purchase.
  arrivedAt: mayHaveArrived(task) ? (task.timeline[1]?.at ?? null) : null,
  isRefused: task.refusal !== null,
});
