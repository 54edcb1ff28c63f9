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
 * SUCCEEDED is final. FAILED can only become SUCCEEDED, and only by a report of the provider. A failure that the
 * gateway declared (refused, lost, timed out, inconsistent) is replaced by one that the provider reports, so that the
 * end does not depend on the order. There are no other steps: a doubled, late or reordered report changes nothing.
 */

/** Anything that may change a task. */
export type Update =
  /** The outcome of the purchase. */
  | { readonly type: 'answered'; readonly outcome: PurchaseOutcome }
  /** A callback with the task's token: it proves that the provider accepted the purchase. */
  | { readonly type: 'accepted'; readonly upstreamTaskId: string; readonly by: 'callback' }
  /** No process waits for the answer any more: the task may have been bought. */
  | { readonly type: 'in-doubt'; readonly reason: string }
  /**
   * `report` was read from the provider's record, or (progress only) from a callback with a good token. It counts only
   * for the provider's task that it names. `figures` come from records alone.
   */
  | {
      readonly type: 'reported';
      readonly upstreamTaskId: string;
      readonly report: Report;
      readonly figures?: Figures;
    }
  /**
   * The deadline of an unconfirmed purchase, or of an accepted one. It counts only for a task that is still in that
   * state: a callback or report that came meanwhile wins.
   */
  | { readonly type: 'deadline-passed'; readonly of: 'UNCONFIRMED' | 'PROCESSING' };

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

function onDeadline(task: Task, of: 'UNCONFIRMED' | 'PROCESSING', now: number): Task {
  if (task.status !== of) return task;
  if (of === 'UNCONFIRMED') {
    const message = "The provider's answer was lost, and no callback came before the deadline.";
    return fail(task, { code: 'SUBMISSION_LOST', message, upstreamCode: null }, now);
  }
  const message = 'The provider did not finish this task in time.';
  return fail(task, { code: 'TIMED_OUT', message, upstreamCode: null }, now);
}
