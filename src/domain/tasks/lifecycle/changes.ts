import { finalOutput, hasFiles, type Output } from '../../outputs/output.ts';
import { isAdopted, type Task, type TaskError, type TaskEventType } from './task.ts';

/*
 * The steps that a task can take: a new version each, with the event that made it.
 */

/** For how long the provider keeps files after it made them, in milliseconds. */
export interface Retention {
  readonly retentionMs: number;
}

type Changes = Partial<Omit<Task, 'id' | 'viewer' | 'operation' | 'input' | 'version' | 'timeline'>>;

/** The next version of `task`, with `changes` and the event that made it. */
export const nextVersion = (
  task: Task,
  changes: Changes,
  now: number,
  type?: TaskEventType,
  detail: string | null = null,
): Task => {
  const version = task.version + 1;
  const timeline = type ? [...task.timeline, { at: now, version, type, detail }] : task.timeline;
  // `updatedAt` never decreases, also when the clock is set back: clients sort by it.
  return { ...task, ...changes, version, timeline, updatedAt: Math.max(now, task.updatedAt) };
};

export const fail = (task: Task, error: TaskError, now: number, changes: Changes = {}): Task =>
  nextVersion(
    task,
    { status: 'FAILED', error, finishedAt: now, inconsistency: null, ...changes },
    now,
    'FAILED',
    error.message,
  );

/** The largest difference between the provider's clock and this one that is accepted: 1 day. */
const CLOCK_DOUBT_MS = 86_400_000;

/** The charge of a task that failed. A result that existed before the purchase was free. */
export const chargeOf = (task: Task, refunded: boolean): Task['charge'] => {
  if (isAdopted(task)) return 'NOT_CHARGED';
  return refunded ? 'REFUNDED' : 'CHARGED';
};

/**
 * When the files were made: the provider's time, if it lies between the purchase and now; otherwise now. A result that
 * existed before the purchase may be older than it.
 */
const madeAt = (task: Task, at: number | null, now: number): number =>
  at !== null && (isAdopted(task) || at > task.createdAt - CLOCK_DOUBT_MS) && at < now ? at : now;

export const succeed = (task: Task, output: Output, at: number | null, now: number, { retentionMs }: Retention): Task =>
  nextVersion(
    task,
    {
      status: 'SUCCEEDED',
      output: finalOutput(output),
      error: null,
      refusal: null,
      charge: chargeOf(task, false),
      finishedAt: now,
      // The provider counts from when it made the files.
      expiresAt: hasFiles(output) ? madeAt(task, at, now) + retentionMs : null,
      inconsistency: null,
    },
    now,
    'SUCCEEDED',
  );

/** The task without an inconsistency: its record makes sense again. */
export const understood = (task: Task): Task => (task.inconsistency === null ? task : { ...task, inconsistency: null });
