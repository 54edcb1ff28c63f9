import type { OperationInputs, OperationName } from '../../operations/index.ts';
import type { Output } from '../../outputs/output.ts';
import type { ProgressEvent } from '../../outputs/output-rules.ts';
import type { Refusal } from './refusal.ts';

/* The words of these types (task, viewer, report, inconsistency, …) are defined in docs/glossary.md. */

export const TASK_STATUSES = ['SUBMITTING', 'UNCONFIRMED', 'PROCESSING', 'SUCCEEDED', 'FAILED'] as const;
export type TaskStatus = (typeof TASK_STATUSES)[number];

export type Charge = 'NOT_CHARGED' | 'CHARGED' | 'MAYBE_CHARGED' | 'REFUNDED';

export type TaskErrorCode =
  | 'REJECTED'
  | 'GENERATION_FAILED'
  | 'SENSITIVE_CONTENT'
  | 'SUBMISSION_LOST'
  | 'TIMED_OUT'
  | 'UPSTREAM_ERROR';

export type TaskEventType = 'CREATED' | 'SUBMITTED' | 'SUBMISSION_UNCONFIRMED' | ProgressEvent | 'SUCCEEDED' | 'FAILED';

/** Why a task failed. */
export interface TaskError {
  readonly code: TaskErrorCode;
  readonly message: string;
  /** The provider's own number, where it gave one. */
  readonly upstreamCode: number | null;
}

/** A line of a task's timeline. */
export interface TaskEvent {
  /** Epoch milliseconds. */
  readonly at: number;
  /** The version that this event made. */
  readonly version: number;
  readonly type: TaskEventType;
  readonly detail: string | null;
}

/** What makes no sense in a record: it is gone, done without its results, or not failed but with a failure's code. */
export interface Inconsistency {
  readonly about: 'record' | 'files' | 'failure';
  /** Epoch milliseconds. */
  readonly since: number;
}

/** One purchase and its results. Times are epoch milliseconds. Tasks are immutable: each change makes a new object. */
export interface Task<Name extends OperationName = OperationName> {
  /** Unguessable, unique over all viewers. */
  readonly id: string;
  readonly viewer: string;
  readonly operation: Name;
  readonly input: OperationInputs[Name];
  /** The name of the provider API at which it is bought; that API reads its callbacks and records. */
  readonly api: string;
  readonly status: TaskStatus;
  readonly version: number;
  /** The provider's id; null until an answer or a callback brings it. */
  readonly upstreamTaskId: string | null;
  readonly charge: Charge;
  /** Credits, by the operator's price table at the time of the purchase. */
  readonly creditCost: number | null;
  /** Credits that the provider says it took; null where it does not say. Told of tasks that have ended. */
  readonly creditsConsumed: number | null;
  /** Per cent, never less than before; null where the provider does not say. */
  readonly progress: number | null;
  readonly output: Output;
  readonly error: TaskError | null;
  /** The refusal that callers read; set with a REJECTED error. */
  readonly refusal: Refusal | null;
  readonly timeline: readonly TaskEvent[];
  readonly createdAt: number;
  readonly updatedAt: number;
  /** When the provider's id became known. */
  readonly submittedAt: number | null;
  readonly finishedAt: number | null;
  /** When the provider deletes the files; null while there are none. */
  readonly expiresAt: number | null;
  /** The inconsistency of the provider's record; null while the record makes sense. */
  readonly inconsistency: Inconsistency | null;
  /** When the provider first reported this task, in a record or a callback; null before that. */
  readonly seenAt: number | null;
  /** Where the request that bought it stands in its trace, a W3C `traceparent`; absent where that was not traced. */
  readonly trace?: string;
}

/**
 * Whether the result existed at the provider before the purchase: nothing was charged, and the record is that of the
 * first purchase.
 */
export const isAdopted = ({ upstreamTaskId, charge }: Task): boolean =>
  upstreamTaskId !== null && charge === 'NOT_CHARGED';

/** Whether the task has ended. A failed task may still become SUCCEEDED when the provider corrects itself. */
export const isFinished = (task: Task): boolean => task.status === 'SUCCEEDED' || task.status === 'FAILED';

/** Whether the provider has deleted the task's files. */
export const isExpired = (task: Task, now: number): boolean => task.expiresAt !== null && task.expiresAt <= now;
