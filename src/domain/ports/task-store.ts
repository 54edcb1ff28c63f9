import type { OperationName } from '../operations/index.ts';
import type { Refusal } from '../tasks/lifecycle/refusal.ts';
import type { Task, TaskStatus } from '../tasks/lifecycle/task.ts';
import type { TrackedTask } from '../tasks/lifecycle/tracked-task.ts';
import type { TaskRemoval } from './task-removal.ts';
import type { UsedUploads } from './used-uploads.ts';

/** What was done about a task: an attempt, a callback or a poll. For the operator. */
export interface Note {
  readonly kind: 'purchase' | 'callback' | 'poll' | 'deadline';
  /** e.g. `accepted`, `duplicate`, `quarantined`, `failed`. */
  readonly outcome: string;
  readonly detail: string | null;
}

/** A note and its moment. */
export interface TimedNote extends Note {
  /** Epoch milliseconds. */
  readonly at: number;
}

/**
 * A bound on what one viewer buys: the sum over tasks with `budgetedAt` between `since` and `until`, plus `cost`, is at
 * most `limit`. In a bound on purchases a task counts 1, in a bound on credits its `budgetedCredits`.
 */
export interface BudgetRule {
  readonly name: 'purchases' | 'credits';
  /** Epoch milliseconds. */
  readonly since: number;
  /**
   * Epoch milliseconds, in the future. A purchase after it comes from a clock that was set back, and does not count.
   */
  readonly until: number;
  readonly limit: number;
  readonly cost: number;
}

/** A task that is about to be bought, with the facts that decide whether a new task is needed. */
export interface NewPurchase {
  readonly tracked: TrackedTask;
  readonly idempotencyKey: string | null;
  /** A digest of the whole input: the same key with another digest is a conflict. Empty where there is no key. */
  readonly fingerprint: string;
  /** The most idempotency keys that one task is bound to. */
  readonly maxKeys: number;
  /** Requests of one viewer with the same reuse key want the same result; null: every call makes a new one. */
  readonly reuseKey: string | null;
  /** The track that the task works on, as `trackKey` spells it. */
  readonly sourceTrack: string | null;
  /** Buy although a live result exists. */
  readonly forceNew: boolean;
  readonly budgets: readonly BudgetRule[];
  /** A reason to create no new task, where one is known beforehand. An earlier task is still a valid answer. */
  readonly refuseNew?: Refusal | null;
}

/** The store's decision: a new task, an earlier task, or no task. */
export type PurchaseDecision =
  | { readonly kind: 'created'; readonly change: TaskChange }
  /** The task that answers this request exists already. */
  | { readonly kind: 'existing'; readonly task: Task }
  /** The key answers another request: with this task. */
  | { readonly kind: 'key-conflict'; readonly task: Task }
  /** The task that answers this request is bound to `maxKeys` idempotency keys already. */
  | { readonly kind: 'too-many-keys' }
  /** Nothing was written down, because of `NewPurchase.refuseNew`. */
  | { readonly kind: 'refused'; readonly refusal: Refusal }
  /** `oldest`: the moment of the oldest purchase that the rule counts, the new one if there is no other. */
  | { readonly kind: 'over-budget'; readonly rule: BudgetRule; readonly oldest: number };

/** A filter on tasks: a task fits if it is in both lists. Null: all tasks; an empty list: none. */
export interface TaskFilter {
  readonly status?: readonly TaskStatus[] | null;
  readonly operation?: readonly OperationName[] | null;
}

/** A page of a viewer's tasks, newest first. A newer task has a higher position, and keeps it. */
export interface TaskPage {
  readonly tasks: readonly { readonly task: Task; readonly position: number }[];
  readonly hasMore: boolean;
  /**
   * The sequence number of the viewer's latest change, read no later than the page, so that a watch from there misses
   * nothing.
   */
  readonly sequence: number;
}

/** A saved version of a task. */
export interface TaskChange {
  readonly task: Task;
  /** Counts the saved versions of all tasks of the viewer, from 1. */
  readonly sequence: number;
}

/** A part of an output that is stored apart from its task. */
export interface PartKey {
  readonly taskId: string;
  /** The place of the part in the output, from 0. */
  readonly part: number;
}

/** A page of what changed. */
export interface ChangePage {
  readonly changes: readonly TaskChange[];
  /** Where the next page begins: everything up to this sequence number is in this page, or does not fit the filter. */
  readonly upTo: number;
}

/** Which tasks are to be leased. Moments are epoch milliseconds. */
export interface LeaseRequest {
  readonly now: number;
  /**
   * When the leases end by themselves. A lease that ends later comes from a clock that was set back, and does not
   * count.
   */
  readonly until: number;
  /**
   * A later check of a task with a provider's id comes from a clock that was set back: such a task is due.
   */
  readonly farthest: number;
  readonly limit: number;
  /** Only tasks whose pause is no longer than this; by default, all. */
  readonly maxPauseMs?: number;
}

/** Leased tasks, and the moment at which the next task that is not leased is due; null when there is none. */
export interface Leases {
  readonly leased: readonly TrackedTask[];
  readonly nextAt: number | null;
}

/** Purchases that arrived after `arrivedSince` (epoch milliseconds), at most `limit` of them. */
export interface TakeOverRequest {
  readonly arrivedSince: number;
  readonly limit: number;
}

/** What an earlier process left in the store. */
export interface Leftovers {
  /** SUBMITTING tasks: their purchases were under way. */
  readonly interrupted: readonly TrackedTask[];
  /** `arrivedAt` of the purchases that were asked for, the newest first. */
  readonly arrivals: readonly number[];
}

/**
 * Tasks as this process has saved or read them last, those that are still in memory. Perhaps the stored ones are newer,
 * or gone: only a save that succeeds tells that a copy is the stored task.
 */
export interface SavedTasks {
  find(id: string): TrackedTask | null;
}

/**
 * The store of tasks. A task is stored as `encodeTask` writes it, with its facts (`factsOf`). A task that only a newer
 * version can handle (`decodeTask`) is not in lists and is never leased; to change it or to buy it again throws
 * StoreUnavailableError. A promise resolves when its change is durable, that of a read when what it tells is. Every method may
 * throw StoreUnavailableError.
 */
export interface TaskStore extends TaskRemoval {
  readonly usedUploads: UsedUploads;
  /**
   * Decides and writes in one transaction, in this order: the idempotency key, the newest reusable task with the reuse
   * key, the budgets, `refuseNew`, the row. An idempotency key that is answered by an existing task is bound to it.
   */
  create(purchase: NewPurchase): Promise<PurchaseDecision>;
  get(id: string): Promise<Task | null>;
  /** The task with its check and revision, for a change by the TaskWriter. */
  getTracked(id: string): Promise<TrackedTask | null>;
  readonly saved: SavedTasks;
  /** The revision of a task, by which a copy is known to be the newest; null when there is no such task. */
  getRevision(id: string): Promise<number | null>;
  /** In the order of `ids`, null where there is none. */
  getMany(ids: readonly string[]): Promise<(Task | null)[]>;
  /** The task of any viewer that the provider knows by this id, in upper or lower case. */
  getByUpstreamId(upstreamTaskId: string): Promise<Task | null>;
  list(viewer: string, filter: TaskFilter, first: number, after: number | null): Promise<TaskPage>;
  /**
   * For each track (by `trackKey`), the viewer's tasks that work on it and were bought, newest first.
   *
   * @param first the most tasks for one track.
   * @param operation only tasks of these; by default, all.
   */
  listBySourceTrack(
    viewer: string,
    tracks: readonly string[],
    first: number,
    operation?: readonly OperationName[] | null,
  ): Promise<Task[][]>;
  /**
   * Saves `next` if the stored revision is still `expectedRevision`; null when it is not. A new version gets the
   * viewer's next sequence number. A lease ends when the check that it was taken for is replaced. Of a
   * refused task the idempotency keys are freed; refused tasks are kept in a bounded number for each viewer, the newest:
   * fewer of those whose purchase never arrived. `parts` are saved with it, in place of those that it had; none: they stay.
   */
  save(
    next: TrackedTask,
    expectedRevision: number,
    note: TimedNote,
    parts?: readonly string[],
  ): Promise<TaskChange | null>;
  /** Parts of outputs (`detachParts`), in the order of `keys`; null where there is none. */
  getParts(keys: readonly PartKey[]): Promise<(string | null)[]>;
  /** Adds a note to a task, and nothing else. Nothing where there is no such task any more. */
  addNote(id: string, note: TimedNote): Promise<void>;
  /** Keeps that a callback names a task that the store does not have, for the operator; a bounded number of such tasks. */
  noteUnknown(taskId: string, upstreamTaskId: string | null, at: number): Promise<void>;
  /** Leases tasks whose check is due and which are not leased, the longest due first. */
  leaseDue(request: LeaseRequest): Promise<Leases>;
  /**
   * Whether only one process uses the store at a time. It then takes over at its start what an earlier process left. On
   * a shared store the leases of a node that has died end by themselves, and other nodes go on meanwhile.
   */
  readonly exclusive: boolean;
  /** At the start, and only where the store is exclusive: ends all leases, and tells what an earlier process left. */
  takeOver(request: TakeOverRequest): Promise<Leftovers>;
  /**
   * The sequence number of the viewer's latest change, also after it was deleted. Where there is none, the number before
   * the one that the first change will have: 0, unless another viewer was forgotten.
   */
  latestSequence(viewer: string): Promise<number>;
  /** Names the history of changes that the store holds. A restored store has another one: it goes on from its parent. */
  readonly epoch: string;
  /** Up to where the viewer's changes are the same in the epoch named; 0 for one that is not the parent of this one. */
  sharedSequence(viewer: string, epoch: string): Promise<number>;
  /**
   * The viewer's tasks that changed after `sequence` and fit the filter (by default, all), each in its newest state, in
   * the order of their changes. With a filter, one call looks through a bounded number of changes.
   */
  changedSince(viewer: string, sequence: number, limit: number, filter?: TaskFilter): Promise<ChangePage>;
  /** Resolves when the store can be written to. */
  ping(): Promise<void>;
  close(): Promise<void>;
}
