import type { OperationName } from '../operations/index.ts';
import type { Check } from './schedule.ts';
import type { Refusal, Task, TaskStatus } from './task.ts';
import type { Report } from './transition.ts';
import type { Unheard, Verdict } from './verdict.ts';

/** Time, so that tests own it. */
export interface Clock {
  /** Epoch milliseconds. */
  now(): number;
  /** Resolves after `ms`, or at once when `signal` aborts; never rejects, never keeps the process alive. */
  wait(ms: number, signal?: AbortSignal): Promise<void>;
}

/** The part of a logger that the domain uses. Fields never hold secrets. */
export interface Logger {
  debug(fields: object, message: string): void;
  info(fields: object, message: string): void;
  warn(fields: object, message: string): void;
  error(fields: object, message: string): void;
}

/** What became of the call that costs. Anything that is not surely one of the others is `in-doubt`. */
export type PurchaseOutcome =
  | { readonly kind: 'accepted'; readonly upstreamTaskId: string }
  /** The provider said no, and took nothing. */
  | { readonly kind: 'refused'; readonly refusal: Refusal }
  /** The call surely never arrived: it may be sent again. */
  | { readonly kind: 'not-sent'; readonly reason: string }
  | { readonly kind: 'in-doubt'; readonly reason: string };

/** What the provider's record says, and the callback URL that it echoes (null where it echoes none). */
export interface ProviderRecord {
  readonly report: Report;
  readonly callbackUrl: string | null;
}

/** The music provider. */
export interface Provider {
  /** Sends one purchase, once. Never throws: what went wrong is an outcome. */
  purchase(task: Task, callbackUrl: string): Promise<PurchaseOutcome>;
  /** Reads the record of a task whose `upstreamTaskId` is known. @throws UpstreamUnavailableError */
  readRecord(task: Task): Promise<ProviderRecord>;
  /** The account's balance, in credits. @throws UpstreamUnavailableError */
  credits(): Promise<number>;
}

/** Lets purchases pass at the operator's rate, over all nodes. */
export interface PurchaseGate {
  /** For how long a purchase counts after it was over, in milliseconds. */
  readonly windowMs: number;
  /** Waits for a turn. @throws RefusedError when it would take too long (RATE_LIMITED), or when the gate is closed. */
  enter(): Promise<PurchasePass>;
  /** Holds everyone back, after the provider asked for it. */
  pause(ms: number): void;
  /** Counts purchases that an earlier life of this process sent, by how many milliseconds ago each was over. */
  recall(ages: readonly number[]): void;
  /** Lets nobody in any more; whoever waits is refused. */
  close(): void;
}

/** One purchase that may be sent now. */
export interface PurchasePass {
  /** To be called when the provider has answered or will not: from here the window counts. */
  done(): void;
}

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

/** A page of a viewer's tasks, newest first. A newer task has a higher position, and keeps it. */
export interface TaskPage {
  readonly tasks: readonly { readonly task: Task; readonly position: number }[];
  readonly hasMore: boolean;
}

/** A saved task and its place among the changes of its viewer. */
export interface TaskChange {
  readonly task: Task;
  /** Rises by one with every saved version of any of the viewer's tasks. */
  readonly change: number;
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
  list(viewer: string, filter: TaskFilter, first: number, after: number | null): Promise<TaskPage>;
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
  /** The number of the viewer's latest change; 0 when there is none. */
  latestChange(viewer: string): Promise<number>;
  /** The viewer's tasks that changed after `change`, each in its newest state, in the order of their changes. */
  changedSince(viewer: string, change: number, limit: number): Promise<TaskChange[]>;
  /** What was done about a task, oldest first. */
  notes(id: string): Promise<Note[]>;
  /** Resolves when the store can be written to. */
  ping(): Promise<void>;
  close(): Promise<void>;
}

/** News of saved tasks. */
export interface TaskEvents {
  /** Whether news can be lost on the way; then whoever listens reads the store now and then. */
  readonly lossy: boolean;
  publish(change: TaskChange): void;
  /** Calls `listener` with each change of the task until the returned function is called. */
  onTask(taskId: string, listener: (change: TaskChange) => void): () => void;
  /** The same for every task of a viewer. */
  onViewer(viewer: string, listener: (change: TaskChange) => void): () => void;
  ping(): Promise<void>;
  close(): Promise<void>;
}

/** What happens to tasks, for counters. Listeners must not throw. */
export interface TaskMetrics {
  purchase(operation: OperationName, outcome: string): void;
  /** A post to a callback URL: what the listener made of it, or why it did not come so far. */
  callback(verdict: Verdict | Unheard): void;
  poll(outcome: string): void;
  queueWait(ms: number): void;
}
