import { operations } from '../../operations/index.ts';
import { fail, nextVersion, type Retention, succeed, understood } from './changes.ts';
import type { PurchaseOutcome } from './evidence.ts';
import { MADE_BEFORE, type Refusal, refusal } from './refusal.ts';
import type { Task } from './task.ts';

/**
 * The task after proof that the provider has accepted it.
 *
 * @param charge what the provider takes for it, by what is known.
 */
export const onAccepted = (
  task: Task,
  upstreamTaskId: string,
  by: 'answer' | 'callback',
  now: number,
  charge: Task['charge'] = 'CHARGED',
): Task => {
  if (task.upstreamTaskId !== null) {
    // The first id stays. A second id under the same token is an error, which the caller of this function notes. But
    // the id in the provider's answer replaces one from a callback, as long as the task is in progress.
    if (by === 'callback' || task.upstreamTaskId === upstreamTaskId || task.status !== 'PROCESSING') return task;
    return nextVersion(understood(task), { upstreamTaskId }, now, 'SUBMITTED', 'The answer names another task.');
  }
  const bound = { upstreamTaskId, submittedAt: now, charge } as const;
  // A task that failed as lost gets the id, and stays FAILED until the provider's record says more.
  if (task.status === 'FAILED') return nextVersion(task, bound, now, 'SUBMITTED', 'Adopted after the deadline.');
  return nextVersion(task, { ...bound, status: 'PROCESSING' }, now, 'SUBMITTED');
};

const isUndecided = ({ status }: Task): boolean => status === 'SUBMITTING' || status === 'UNCONFIRMED';

const onRefused = (task: Task, refusal: Refusal, now: number): Task => {
  // Also for an UNCONFIRMED task, after a crash or a timeout; not after a callback has proved the purchase.
  if (!isUndecided(task)) return task;
  const { message, upstreamCode } = refusal;
  return fail(task, { code: 'REJECTED', message, upstreamCode }, now, { refusal, charge: 'NOT_CHARGED' });
};

/** The task after a purchase in doubt. */
export const onDoubt = (task: Task, reason: string, now: number): Task => {
  if (task.status !== 'SUBMITTING') return task;
  if (operations[task.operation].answer === 'task') {
    const changes = { status: 'UNCONFIRMED', charge: 'MAYBE_CHARGED' } as const;
    return nextVersion(task, changes, now, 'SUBMISSION_UNCONFIRMED', reason);
  }
  // The result was in the answer: no callback will come, and there is no record.
  const message = "The provider's answer, which held the result, was lost.";
  return fail(task, { code: 'SUBMISSION_LOST', message, upstreamCode: null }, now, { charge: 'MAYBE_CHARGED' });
};

/** The task after the outcome of its purchase. */
export const onAnswer = (task: Task, outcome: PurchaseOutcome, now: number, retention: Retention): Task => {
  switch (outcome.kind) {
    case 'accepted':
      return onAccepted(task, outcome.upstreamTaskId, 'answer', now);
    case 'done':
      return task.status === 'SUCCEEDED' ? task : succeed(task, outcome.output, null, now, retention);
    case 'exists':
      return outcome.upstreamTaskId === null
        ? onRefused(task, refusal('ALREADY_EXISTS', MADE_BEFORE), now)
        : onAccepted(task, outcome.upstreamTaskId, 'answer', now, 'NOT_CHARGED');
    case 'refused':
      return onRefused(task, outcome.refusal, now);
    case 'not-sent': {
      const message = 'The provider cannot be reached; nothing was bought.';
      return onRefused(task, refusal('UPSTREAM_UNAVAILABLE', message, { retryable: true }), now);
    }
    case 'in-doubt':
      return onDoubt(task, outcome.reason, now);
  }
};
