import { isDeepStrictEqual } from 'node:util';
import {
  finalOutput,
  hasFiles,
  hasResults,
  isSurelyWhole,
  isWhole,
  mergeOutput,
  type Output,
  partialOutput,
  progressEvent,
} from '../../outputs/output.ts';
import type { Refusal } from './refusal.ts';
import type { Inconsistency, Task, TaskError, TaskErrorCode, TaskEventType } from './task.ts';

/*
 * The life cycle, as one pure function.
 *
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

/** What a callback or a record says about a task. */
export type Report =
  | { readonly state: 'pending' }
  | { readonly state: 'progress'; readonly output: Output }
  /** `at`: when the provider finished, where it says so; epoch milliseconds. */
  | { readonly state: 'succeeded'; readonly output: Output; readonly at: number | null }
  | { readonly state: 'failed'; readonly error: TaskError; readonly refunded: boolean }
  /** CALLBACK_EXCEPTION: the provider could not deliver its callback; look at the files. */
  | { readonly state: 'undelivered'; readonly output: Output }
  /** The provider knows no such task: usual for some seconds after a purchase. */
  | { readonly state: 'invisible' };

/** Anything that may change a task. */
export type Update =
  /** The provider took the purchase; by its answer, or by a callback that bears the task's token. */
  | { readonly type: 'accepted'; readonly upstreamTaskId: string; readonly by: 'answer' | 'callback' }
  /** Surely nothing was bought. */
  | { readonly type: 'refused'; readonly refusal: Refusal }
  /** It may have been bought. */
  | { readonly type: 'in-doubt'; readonly reason: string }
  /**
   * `report` was read from the provider's record, or (progress only) from a callback with a good token. It is about the
   * provider's task that it names, and about no other.
   */
  | { readonly type: 'reported'; readonly upstreamTaskId: string; readonly report: Report }
  /**
   * No sign of an unconfirmed purchase, or no end of an accepted one, for as long as the operator allows. It concerns
   * a task that is still in the state whose deadline it was: a sign that came meanwhile is never overruled.
   */
  | { readonly type: 'deadline-passed'; readonly of: 'UNCONFIRMED' | 'PROCESSING' };

/** How long a record may make no sense before that is taken for an answer: 90 s (provider.md, 12.11 and quirk 10). */
export const INCONSISTENCY_GRACE_MS = 90_000;

/** For how long the provider keeps files after it made them, in milliseconds. */
export interface Retention {
  readonly retentionMs: number;
}

type Changes = Partial<Omit<Task, 'id' | 'viewer' | 'operation' | 'input' | 'version' | 'timeline'>>;

/** The next version of `task`, with `changes` and the event that made it. */
const advance = (
  task: Task,
  changes: Changes,
  now: number,
  type?: TaskEventType,
  detail: string | null = null,
): Task => {
  const version = task.version + 1;
  const timeline = type ? [...task.timeline, { at: now, version, type, detail }] : task.timeline;
  // A clock that was set back must not make time run backwards for those who sort by it.
  return { ...task, ...changes, version, timeline, updatedAt: Math.max(now, task.updatedAt) };
};

const fail = (task: Task, error: TaskError, now: number, changes: Changes = {}): Task =>
  advance(
    task,
    { status: 'FAILED', error, finishedAt: now, inconsistency: null, ...changes },
    now,
    'FAILED',
    error.message,
  );

/** A clock may be wrong by so much before what it says is not believed: 1 day. */
const CLOCK_DOUBT_MS = 86_400_000;

/** When the files were made: as the provider says, if that lies between the purchase and now; else now. */
const madeAt = (task: Task, at: number | null, now: number): number =>
  at !== null && at > task.createdAt - CLOCK_DOUBT_MS && at < now ? at : now;

const succeed = (task: Task, output: Output, at: number | null, now: number, { retentionMs }: Retention): Task =>
  advance(
    task,
    {
      status: 'SUCCEEDED',
      output: finalOutput(output),
      error: null,
      refusal: null,
      charge: 'CHARGED',
      finishedAt: now,
      // The provider counts from when it made the files.
      expiresAt: hasFiles(output) ? madeAt(task, at, now) + retentionMs : null,
      inconsistency: null,
    },
    now,
    'SUCCEEDED',
  );

/** What is there before the end, laid over what is shown already. */
const show = (task: Task, reported: Output, now: number, { retentionMs }: Retention): Task => {
  const output = mergeOutput(task.output, reported);
  if (isDeepStrictEqual(output, task.output)) return task;
  const expiresAt = task.expiresAt ?? (hasFiles(output) && hasResults(output) ? now + retentionMs : null);
  return advance(task, { output, expiresAt }, now, progressEvent(task.output, output) ?? undefined);
};

/** The record makes sense. */
const understood = (task: Task): Task => (task.inconsistency === null ? task : { ...task, inconsistency: null });

/** The record makes no sense: note since when, and after the grace take `verdict` for an answer. */
const inconsistent = (task: Task, about: Inconsistency['about'], now: number, verdict: () => Task): Task => {
  if (task.inconsistency?.about !== about) return { ...task, inconsistency: { about, since: now } };
  return now - task.inconsistency.since >= INCONSISTENCY_GRACE_MS ? verdict() : task;
};

const upstreamError = (message: string): TaskError => ({ code: 'UPSTREAM_ERROR', message, upstreamCode: null });

/** A failure of our own making, which the provider's word replaces. */
const OURS: readonly TaskErrorCode[] = ['REJECTED', 'SUBMISSION_LOST', 'TIMED_OUT', 'UPSTREAM_ERROR'];
const isOurs = (error: TaskError): boolean => OURS.includes(error.code);

const onReport = (task: Task, report: Report, now: number, retention: Retention): Task => {
  if (task.status === 'SUCCEEDED') return task;
  if (task.status === 'FAILED') {
    const whole =
      (report.state === 'succeeded' && hasResults(report.output)) ||
      (report.state === 'undelivered' && isSurelyWhole(report.output));
    if (whole) return succeed(task, report.output, report.state === 'succeeded' ? report.at : null, now, retention);
    if (report.state !== 'failed' || (task.error && !isOurs(task.error))) return task;
    return fail(task, report.error, now, { charge: report.refunded ? 'REFUNDED' : 'CHARGED', refusal: null });
  }
  switch (report.state) {
    case 'pending':
      return understood(task);
    case 'progress':
      return show(understood(task), report.output, now, retention);
    case 'failed':
      return fail(task, report.error, now, { charge: report.refunded ? 'REFUNDED' : 'CHARGED' });
    case 'invisible':
      return inconsistent(task, 'record', now, () =>
        fail(task, upstreamError('The provider no longer knows this task.'), now),
      );
    case 'succeeded':
    case 'undelivered': {
      const at = report.state === 'succeeded' ? report.at : null;
      const done = report.state === 'succeeded' ? isWhole(report.output) : isSurelyWhole(report.output);
      if (done) return succeed(task, report.output, at, now, retention);
      // Files may still turn up: show those that are there, and wait for the rest for a while.
      const shown = show(task, partialOutput(report.output), now, retention);
      return inconsistent(shown, 'files', now, () =>
        hasResults(report.output)
          ? succeed(shown, report.output, at, now, retention)
          : fail(shown, upstreamError('The provider reported an end without any file.'), now),
      );
    }
  }
};

const onAccepted = (task: Task, upstreamTaskId: string, by: 'answer' | 'callback', now: number): Task => {
  if (task.upstreamTaskId !== null) {
    // The first id stays: a second one under the same token is somebody's mistake, and is noted by the caller. But
    // what the provider itself answered outweighs what somebody posted meanwhile, as long as nothing has ended.
    if (by === 'callback' || task.upstreamTaskId === upstreamTaskId || task.status !== 'PROCESSING') return task;
    return advance(understood(task), { upstreamTaskId }, now, 'SUBMITTED', 'The answer names another task.');
  }
  const bound = { upstreamTaskId, submittedAt: now, charge: 'CHARGED' } as const;
  // A task that was given up for lost is adopted, and stays FAILED until the provider's record says more.
  if (task.status === 'FAILED') return advance(task, bound, now, 'SUBMITTED', 'Adopted after the deadline.');
  return advance(task, { ...bound, status: 'PROCESSING' }, now, 'SUBMITTED');
};

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
    case 'accepted':
      return onAccepted(task, update.upstreamTaskId, update.by, now);
    case 'refused': {
      // Also after our own death or patience made it UNCONFIRMED; not after a callback proved that it was bought.
      if (task.status !== 'SUBMITTING' && task.status !== 'UNCONFIRMED') return task;
      const { message, upstreamCode } = update.refusal;
      const error: TaskError = { code: 'REJECTED', message, upstreamCode };
      return fail(task, error, now, { refusal: update.refusal, charge: 'NOT_CHARGED' });
    }
    case 'in-doubt':
      if (task.status !== 'SUBMITTING') return task;
      return advance(
        task,
        { status: 'UNCONFIRMED', charge: 'MAYBE_CHARGED' },
        now,
        'SUBMISSION_UNCONFIRMED',
        update.reason,
      );
    case 'reported':
      if (task.upstreamTaskId !== update.upstreamTaskId) return task;
      return onReport(task, update.report, now, retention);
    case 'deadline-passed':
      return onDeadline(task, update.of, now);
  }
};
