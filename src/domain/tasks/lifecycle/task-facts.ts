import { isAdopted, type Task } from './task.ts';

/**
 * What a store finds tasks by, beside their own fields. A store saves these facts with each version of a task, and
 * needs no rule of its own to answer with an earlier task, to keep a budget, or to restore the rate of purchases.
 * Moments are epoch milliseconds.
 */
export interface TaskFacts {
  /** Until when an equal request is answered with this task; null when it is not. */
  readonly reusableUntil: number | null;
  /** The moment at which it counts in the budgets of its viewer; null when it does not count. */
  readonly budgetedAt: number | null;
  /**
   * The credits that it counts for in a budget of credits: what the provider says it took, or else its price; 0 when it
   * cost nothing in the end.
   */
  readonly budgetedCredits: number;
  /** By when its purchase had reached the provider; null while it is under way, and when it surely never did. */
  readonly arrivedAt: number | null;
  /** Whether nothing was bought. Its idempotency keys are free again, and it is no task of the track that it names. */
  readonly isRefused: boolean;
}

/** A result is no longer given to a new request so long before its files are deleted: 1 hour. */
const REUSE_MARGIN_MS = 3_600_000;

/** As good as for ever, and still a whole number. */
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

/** Whether it failed for free; an attempt that may have reached the provider has taken a turn all the same. */
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
