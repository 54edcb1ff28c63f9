/** Rows that were deleted; in a dry run, that would be. */
export interface Removed {
  readonly tasks: number;
  readonly idempotencyKeys: number;
  readonly notes: number;
  /** Parts of outputs that are stored apart from their task. */
  readonly parts: number;
}

/** A place among all tasks that have ended, in the order of their purchase. */
export interface EndedTask {
  readonly createdAt: number;
  readonly id: string;
}

/** One step through the tasks that have ended, the oldest first. Moments are epoch milliseconds. */
export interface PruneRequest {
  /** What is younger stays. */
  readonly before: number;
  /** Where the step before has stopped; null: at the oldest. */
  readonly after: EndedTask | null;
  /** The most tasks that are looked at. */
  readonly limit: number;
  /** Whether to count only. */
  readonly dryRun?: boolean;
}

export interface PruneStep {
  readonly removed: Removed;
  /** Where the next step begins; null when no older task is left to be looked at. */
  readonly next: EndedTask | null;
}

/** One step of the deletion of everything about a viewer. */
export interface EraseRequest {
  readonly viewer: string;
  /** The most tasks that are deleted. */
  readonly limit: number;
  /** Whether tasks that have not ended are deleted, too. */
  readonly force: boolean;
}

export interface EraseStep {
  readonly removed: Removed;
  /** Tasks of the viewer that have not ended. Unless forced, nothing was deleted if there are any. */
  readonly open: number;
  /** Whether nothing of the viewer is left. */
  readonly isDone: boolean;
}

/** Deletes tasks with all that belongs to them, in short transactions, so that other writes do not wait long. */
export interface TaskRemoval {
  /**
   * Deletes tasks that have ended and are not looked at any more, if nothing about them is younger than `before`: the
   * purchase, the last change, the first use of each idempotency key. The viewer's sequence number goes on from where it was.
   *
   * @returns null when another node is at it.
   * @throws StoreUnavailableError
   */
  prune(request: PruneRequest): Promise<PruneStep | null>;
}

/** Nothing. */
export const NONE_REMOVED: Removed = { tasks: 0, idempotencyKeys: 0, notes: 0, parts: 0 };

export const addRemoved = (one: Removed, other: Removed): Removed => ({
  tasks: one.tasks + other.tasks,
  idempotencyKeys: one.idempotencyKeys + other.idempotencyKeys,
  notes: one.notes + other.notes,
  parts: one.parts + other.parts,
});
