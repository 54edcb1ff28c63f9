import type { Clock } from '../../ports/clock.ts';
import type { TaskEvents } from '../../ports/task-events.ts';
import type { Note, TaskStore } from '../../ports/task-store.ts';
import { type Check, nextCheck, type Timing } from './schedule.ts';
import type { Task } from './task.ts';
import { type Retention, transition, type Update } from './transition.ts';

/** What became of an update. */
export interface Applied {
  readonly task: Task;
  /** Whether anything that a client can see is different now. */
  readonly changed: boolean;
}

/** The one place where a task changes. */
export interface TaskWriter {
  /**
   * Applies `updates` in order as one saved change, then publishes it: durable before visible. Null when there is no
   * such task. An update that changes nothing is not written, nor is its note.
   *
   * @param check when to look next; by default as the schedule says after news.
   * @throws StoreUnavailableError
   */
  apply(
    id: string,
    updates: readonly Update[],
    note: Omit<Note, 'at'>,
    check?: (task: Task, now: number) => Check,
  ): Promise<Applied | null>;
}

export interface TaskWriterDependencies {
  readonly store: TaskStore;
  readonly events: TaskEvents;
  readonly clock: Clock;
  readonly timing: Timing;
  readonly retention: Retention;
}

export const createTaskWriter = ({ store, events, clock, timing, retention }: TaskWriterDependencies): TaskWriter => ({
  async apply(id, updates, note, check = (task, now) => nextCheck(task, timing.pollAfterMs, now, timing)) {
    // Somebody else may save between our read and our write; their version is then the one to start from.
    for (;;) {
      const task = await store.get(id);
      if (task === null) return null;
      const now = clock.now();
      const next = updates.reduce((current, update) => transition(current, update, now, retention), task);
      if (next === task) return { task, changed: false };
      const saved = await store.save(next, task.version, check(next, now), { ...note, at: now });
      if (saved === null) continue;
      const changed = next.version !== task.version;
      if (changed) events.publish(saved);
      return { task: saved.task, changed };
    }
  },
});
