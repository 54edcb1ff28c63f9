import { fail, type Retention } from './changes.ts';
import type { Figures, PurchaseOutcome, Report } from './evidence.ts';
import { onAccepted, onAnswer, onDoubt } from './on-answer.ts';
import { onFigures } from './on-figures.ts';
import { onReport } from './on-report.ts';
import type { Task } from './task.ts';

export type { Retention } from './changes.ts';
export type { PurchaseOutcome, Report } from './evidence.ts';
export { INCONSISTENCY_GRACE_MS } from './on-report.ts';

/*
 * The life cycle, as one pure function.
 *
 *       ┌───────────────────────done────────────────────┐
 *       │                                               ▼
 *   SUBMITTING ──accepted──▶ PROCESSING ──report──▶ SUCCEEDED
 *       │  │                  ▲      │                  ▲
 *       │  └─in doubt─▶ UNCONFIRMED  ├─report, deadline─▶ FAILED
 *       │                  │  accepted                  ▲  │
 *       └─refused──────────┴─refused, deadline──────────┘  └─ the provider corrects itself ─▶ SUCCEEDED
 *
 * SUCCEEDED is final. FAILED is left only for SUCCEEDED, and only on the provider's own word. A failure that we
 * declared (refused, lost, timed out, makes no sense) gives way to one that the provider reports, so that the end is the same
 * whichever came first. Nothing else moves, so a doubled, late or reordered report is a no-op.
 */

/** Anything that may change a task. */
export type Update =
  /** What became of the call that costs. */
  | { readonly type: 'answered'; readonly outcome: PurchaseOutcome }
  /** A callback that bears the task's token proves that the provider took the purchase. */
  | { readonly type: 'accepted'; readonly upstreamTaskId: string; readonly by: 'callback' }
  /** No process waits for the answer any more: it may have been bought. */
  | { readonly type: 'in-doubt'; readonly reason: string }
  /**
   * `report` was read from the provider's record, or (progress only) from a callback with a good token. It is about the
   * provider's task that it names, and about no other. `figures` come from records alone.
   */
  | {
      readonly type: 'reported';
      readonly upstreamTaskId: string;
      readonly report: Report;
      readonly figures?: Figures;
    }
  /**
   * No sign of an unconfirmed purchase, or no end of an accepted one, for as long as the operator allows. It concerns
   * a task that is still in the state whose deadline it was: a sign that came meanwhile is never overruled.
   */
  | { readonly type: 'deadline-passed'; readonly of: 'UNCONFIRMED' | 'PROCESSING' };

const onDeadline = (task: Task, of: 'UNCONFIRMED' | 'PROCESSING', now: number): Task => {
  if (task.status !== of) return task;
  if (of === 'UNCONFIRMED') {
    const message = "The provider's answer was lost, and no callback came before the deadline.";
    return fail(task, { code: 'SUBMISSION_LOST', message, upstreamCode: null }, now);
  }
  const message = 'The provider did not finish this task in time.';
  return fail(task, { code: 'TIMED_OUT', message, upstreamCode: null }, now);
};

/**
 * The task after `update`; the same object when nothing changes. A change of `inconsistency` alone is not visible, and
 * keeps the version.
 */
export const transition = (task: Task, update: Update, now: number, retention: Retention): Task => {
  switch (update.type) {
    case 'answered':
      return onAnswer(task, update.outcome, now, retention);
    case 'accepted':
      return onAccepted(task, update.upstreamTaskId, update.by, now);
    case 'in-doubt':
      return onDoubt(task, update.reason, now);
    case 'reported':
      if (task.upstreamTaskId !== update.upstreamTaskId) return task;
      return onFigures(task, onReport(task, update.report, now, retention), update, now);
    case 'deadline-passed':
      return onDeadline(task, update.of, now);
  }
};
