import type { OperationName } from '../operations/index.ts';
import type { Check } from '../tasks/lifecycle/schedule.ts';
import type { Task, TaskStatus } from '../tasks/lifecycle/task.ts';

/** One line of what was done about a task: every attempt, callback and poll. For the operator. */
export interface Note {
  /** Epoch milliseconds. */
  readonly at: number;
  readonly kind: 'purchase' | 'callback' | 'poll' | 'deadline';
  /** e.g. `accepted`, `duplicate`, `quarantined`, `failed`. */
  readonly outcome: string;
  readonly detail: string | null;
}

/** What one viewer may buy, set by the operator; null where there is no bound. */
export interface Budget {
  readonly purchasesPerMinute: number | null;
  readonly creditsPerDay: number | null;
}

/** A task that is about to be bought, and what decides whether it has to be. */
export interface NewPurchase {
  readonly task: Task;
  readonly check: Check;
  readonly idempotencyKey: string | null;
  /** A digest of the whole input: the same key with another one is a conflict. */
  readonly fingerprint: string;
  /** Requests of one viewer with the same reuse key want the same result; null: every call makes a new one. */
  readonly reuseKey: string | null;
  /** The track that this works on, as `trackKey` spells it. */
  readonly sourceTrack: string | null;
  /** Buy although a live result exists. */
  readonly forceNew: boolean;
  readonly budget: Budget;
}

/** What the store made of a purchase: written down, answered by an earlier task, or turned away. */
export type PurchaseDecision =
  | { readonly kind: 'created'; readonly change: TaskChange }
  /** The task that answers this request exists already. */
  | { readonly kind: 'existing'; readonly task: Task }
  | { readonly kind: 'key-conflict' }
  /** Over the viewer's budget; for ever where `retryAfterMs` is null. */
  | { readonly kind: 'over-budget'; readonly budget: 'purchases' | 'credits'; readonly retryAfterMs: number | null };

/** Which tasks are meant: those that fit both lists. Null: all; an empty list fits none. */
export interface TaskFilter {
  readonly status?: readonly TaskStatus[] | null;
  readonly operation?: readonly OperationName[] | null;
}

/** A page of a viewer's tasks, newest first. */
export interface TaskPage {
  readonly tasks: readonly { readonly task: Task; readonly cursor: string }[];
  readonly hasMore: boolean;
}

/** A saved version of a task. */
export interface TaskChange {
  readonly task: Task;
  /** Counts the saved versions of all tasks of the viewer, from 1. */
  readonly sequence: number;
}

/** A task that was due, now leased to whoever claimed it. */
export interface DueTask {
  readonly task: Task;
  readonly pauseMs: number;
  /** Identifies the claim: the moment at which it lapses. Epoch milliseconds. */
  readonly leasedUntil: number;
}

/**
 * Where tasks live. Every promise resolves only when what it says is durable, and every method may throw
 * StoreUnavailableError, having changed nothing.
 */
export interface TaskStore {
  /**
   * Decides and writes in one transaction, in this order: the idempotency key, the reuse key, the budget, the row.
   * An idempotency key that is answered by an existing task is bound to it.
   */
  create(purchase: NewPurchase): Promise<PurchaseDecision>;
  get(id: string): Promise<Task | null>;
  /** In the order of `ids`, null where there is none. */
  getMany(ids: readonly string[]): Promise<(Task | null)[]>;
  /** The task that the provider knows by this id, in upper or lower case, whoever's it is. */
  getByUpstreamId(upstreamTaskId: string): Promise<Task | null>;
  list(viewer: string, filter: TaskFilter, first: number, after: string | null): Promise<TaskPage>;
  /** For each track (by `trackKey`), the viewer's tasks that work on it, newest first. */
  listBySourceTrack(viewer: string, tracks: readonly string[]): Promise<Task[][]>;
  /**
   * Saves `task` if the stored version is still `expectedVersion`; null when it is not. A task that was refused gives
   * up its idempotency keys. An unfinished task that is due stays due, whatever `check` says, until it is claimed.
   */
  save(task: Task, expectedVersion: number, check: Check, note: Note): Promise<TaskChange | null>;
  /** Looks at the task at `at` or before, and adds a note; the version stays. */
  hasten(id: string, check: Check & { readonly at: number }, note: Note): Promise<void>;
  /** Leases the tasks that are due, the longest due first; only those whose pause is no longer than `maxPauseMs`. */
  claimDue(now: number, leasedUntil: number, limit: number, maxPauseMs?: number): Promise<DueTask[]>;
  /** Makes due at `now` what is to be looked at until `until`: whoever claimed it may have died. */
  dropClaims(now: number, until: number): Promise<void>;
  /** Adds a note to a task, and nothing else. */
  annotate(id: string, note: Note): Promise<void>;
  /** Ends a claim that brought no news; without effect when the task was saved or hastened meanwhile. */
  release(due: DueTask, check: Check, note: Note): Promise<void>;
  /** When the next task is due; null when none is. */
  nextDueAt(): Promise<number | null>;
  /** All SUBMITTING tasks: after a restart of the only node, purchases that died with it. */
  listSubmitting(): Promise<Task[]>;
  /** Tasks in the reverse order of their creation, whoever's they are, after the `skip` newest ones. */
  listNewest(limit: number, skip: number): Promise<Task[]>;
  /** The sequence number of the viewer's latest change; 0 when there is none. */
  latestSequence(viewer: string): Promise<number>;
  /** The viewer's tasks that changed after `sequence`, each in its newest state, in the order of their changes. */
  changedSince(viewer: string, sequence: number, limit: number): Promise<TaskChange[]>;
  /** What was done about a task, oldest first. */
  notes(id: string): Promise<Note[]>;
  /** Resolves when the store can be written to. */
  ping(): Promise<void>;
  close(): Promise<void>;
}
