import { createBoundedCache } from '../../bounded-cache.ts';
import type { TrackedTask } from '../../domain/tasks/lifecycle/tracked-task.ts';

/** Bytes in memory of one character of a task's text, with the text and the objects that it is read into. */
const BYTES_PER_CHARACTER = 4;

/** Size of the cache: some thousand tasks in progress. */
const MAX_BYTES = 16_777_216;

/** A task as it was saved, and its text. */
export interface RecentTask {
  readonly tracked: TrackedTask;
  readonly text: string;
}

/**
 * Tasks as this process has saved them last, so that their texts need not be parsed again. They are right for as long as
 * the stored text is the same, or the stored revision: readers compare one of the two.
 */
export interface RecentTasks {
  find(id: string): RecentTask | null;
  remember(task: RecentTask): void;
  forget(id: string): void;
}

export const createRecentTasks = (): RecentTasks => {
  const tasks = createBoundedCache<string, RecentTask>(MAX_BYTES);
  return {
    find: (id) => tasks.get(id) ?? null,
    remember: (task) => tasks.set(task.tracked.task.id, task, task.text.length * BYTES_PER_CHARACTER),
    forget: (id) => tasks.delete(id),
  };
};
