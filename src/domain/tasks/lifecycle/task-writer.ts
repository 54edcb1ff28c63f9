import { detachParts } from '../../outputs/output.ts';
import type { Clock } from '../../ports/clock.ts';
import type { NewPurchase, Note, PurchaseDecision, TaskChange, TaskStore } from '../../ports/task-store.ts';
import type { Task } from './task.ts';
import { advance, type LifecycleRules, type TrackedTask, type TrackedUpdate } from './tracked-task.ts';

/** The result of applying updates. */
export interface Applied {
  readonly task: Task;
  /** Whether anything that a viewer can see has changed. */
  readonly changed: boolean;
  /** Whether anything was saved, and the note with it. */
  readonly saved: boolean;
}

/** Creates and changes tasks; nothing else does. A change is durable before it is published. */
export interface TaskWriter {
  /** Decides whether a purchase needs a new task, and creates it. @throws StoreUnavailableError */
  create(purchase: NewPurchase): Promise<PurchaseDecision>;
  /**
   * Applies `updates` in order, as one saved change. Updates that change nothing are not saved, nor is their note.
   *
   * @param copy the task as the caller has read it. An older copy is replaced by the stored one when it is saved.
   * @returns null when there is no such task any more.
   * @throws StoreUnavailableError
   */
  apply(copy: TrackedTask, updates: readonly TrackedUpdate[], note: Note): Promise<Applied | null>;
  /**
   * The same, for a copy from `TaskStore.saved`, which may be out of date. Nothing is read.
   *
   * @returns null, or something that is not saved, when nothing was saved: then the task has to be read, and nothing is known
   *   about it.
   * @throws StoreUnavailableError
   */
  applyToSaved(copy: TrackedTask, updates: readonly TrackedUpdate[], note: Note): Promise<Applied | null>;
  /** Adds a note to a task, and nothing else. @throws StoreUnavailableError */
  addNote(taskId: string, note: Note): Promise<void>;
}

/** Sends saved changes to the watches. */
export interface ChangePublisher {
  publish(change: TaskChange): void;
}

export interface TaskWriterDependencies extends LifecycleRules {
  readonly store: TaskStore;
  readonly hub: ChangePublisher;
  readonly clock: Clock;
}

export const createTaskWriter = (dependencies: TaskWriterDependencies): TaskWriter => {
  const { store, hub, clock } = dependencies;

  /** Applies updates to a copy. @returns null when the stored revision is another one. */
  const attempt = async (
    before: TrackedTask,
    updates: readonly TrackedUpdate[],
    note: Note,
  ): Promise<Applied | null> => {
    const now = clock.now();
    let next = before;
    for (const update of updates) next = advance(next, update, now, dependencies);
    if (next === before) return { task: before.task, changed: false, saved: false };
    const { output, parts } = detachParts(next.task.output);
    const task = parts.length === 0 ? next.task : { ...next.task, output };
    const saved = { ...next, task, revision: before.revision + 1 };
    const change = await store.save(saved, before.revision, { ...note, at: now }, parts);
    if (change === null) return null;
    const changed = task.version !== before.task.version;
    if (changed) hub.publish(change);
    return { task, changed, saved: true };
  };

  return {
    async create(purchase) {
      const decision = await store.create(purchase);
      if (decision.kind === 'created') hub.publish(decision.change);
      return decision;
    },

    async apply(copy, updates, note) {
      for (let tracked: TrackedTask | null = copy; tracked !== null; tracked = await store.getTracked(copy.task.id)) {
        const applied = await attempt(tracked, updates, note);
        // Another writer saved between the read and this write: start again from its task.
        if (applied !== null) return applied;
      }
      return null;
    },

    applyToSaved: attempt,

    addNote: (taskId, note) => store.addNote(taskId, { ...note, at: clock.now() }),
  };
};
