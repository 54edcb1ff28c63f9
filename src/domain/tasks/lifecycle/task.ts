import type { OperationInputs, OperationName } from '../../operations/index.ts';
import type { Output } from '../../outputs/output.ts';
import type { ProgressEvent } from '../../outputs/output-rules.ts';
import type { Refusal } from './refusal.ts';

/*
 * The words of this house:
 *
 * task        one purchase and what became of it
 * operation   what can be bought: SEPARATE_VOCALS, ADD_VOCALS
 * output      what a task yields: stems, music
 * viewer      who is asking: the subject of the credentials, and the owner of tasks
 * purchase    the one call to the provider that costs credits
 * submission  the way of a purchase to the provider: its turn, its attempts, what became of it
 * refusal     a reason why nothing was bought, for the caller
 * reuse key   what a request wants, as text: a viewer's requests with the same one share a task
 * callback    the provider's own post about a task; never the last word
 * record      the provider's record of a task (record-info): the evidence
 * report      what a callback or a record says about a task, in our words
 * hint        a callback that tells of an end: a reason to read the record now
 * inconsistency      a record that makes no sense: gone, or done without its files
 * update      anything that may change a task: an answer to its purchase, a report, a deadline
 * version     counts the visible changes of one task, from 1
 * sequence    number that counts the saved versions of all tasks of one viewer; a cursor is one of these numbers
 * check       the next moment at which a task is looked at
 * lease       the right of one node to look at a task because of its due check, for a while
 * note        a line about what was done for a task, for the operator
 */

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

/** A record that is gone, that is done without its results, or that tells of a failure without having failed. */
export interface Inconsistency {
  readonly about: 'record' | 'files' | 'failure';
  /** Epoch milliseconds. */
  readonly since: number;
}

/** One purchase and what became of it. Times are epoch milliseconds. Never mutated: each change is a new object. */
export interface Task<Name extends OperationName = OperationName> {
  /** Unguessable, unique over all viewers. */
  readonly id: string;
  readonly viewer: string;
  readonly operation: Name;
  readonly input: OperationInputs[Name];
  /** The API of the provider at which it is bought; its callbacks and records are read as that API spells them. */
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
  /** Set with a REJECTED error: what the caller was, and further callers are, told. */
  readonly refusal: Refusal | null;
  readonly timeline: readonly TaskEvent[];
  readonly createdAt: number;
  readonly updatedAt: number;
  /** When the provider's id became known. */
  readonly submittedAt: number | null;
  readonly finishedAt: number | null;
  /** When the provider deletes the files; null while there are none. */
  readonly expiresAt: number | null;
  /** What about the provider's record makes no sense, and since when; null while it does. */
  readonly inconsistency: Inconsistency | null;
  /** When the provider first told of this task, by its record or by a callback; null while it has not. */
  readonly seenAt: number | null;
}

/**
 * Whether the provider had made this before the purchase: nothing was charged, and its record was made for whoever
 * bought it first.
 */
export const isAdopted = ({ upstreamTaskId, charge }: Task): boolean =>
  upstreamTaskId !== null && charge === 'NOT_CHARGED';

/** Whether it has ended, for all that we know: a failed task may still turn out to have succeeded. */
export const isFinished = (task: Task): boolean => task.status === 'SUCCEEDED' || task.status === 'FAILED';

/** Whether the provider has deleted the task's files. */
export const isExpired = (task: Task, now: number): boolean => task.expiresAt !== null && task.expiresAt <= now;
