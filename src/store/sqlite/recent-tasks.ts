import { createBoundedCache } from '../../bounded-cache.ts';
import type { SavedTasks } from '../../domain/ports/task-store.ts';
import type { TrackedTask } from '../../domain/tasks/lifecycle/tracked-task.ts';

/** Bytes in memory of one character of a task's text, as the objects that it is read into. */
const BYTES_PER_CHARACTER = 3;

/** Size of the cache: eight thousand songs in progress. */
const MAX_BYTES = 33_554_432;

/**
 * Tasks as this process has saved them last, so that their texts need not be read again. They are right for as long as the
 * stored revision is the same: readers compare it.
 */
export interface RecentTasks extends SavedTasks {
  remember(tracked: TrackedTask, text: string): void;
  forget(id: string): void;
}

export const createRecentTasks = (): RecentTasks => {
  const tasks = createBoundedCache<string, TrackedTask>(MAX_BYTES);
  return {
    find: (id) => tasks.get(id) ?? null,
    remember: (tracked, text) => tasks.set(tracked.task.id, tracked, text.length * BYTES_PER_CHARACTER),
    forget: (id) => tasks.delete(id),
  };
};
