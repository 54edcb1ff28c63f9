import { createBoundedCache } from '../../bounded-cache.ts';
import type { SavedTasks } from '../../domain/ports/task-store.ts';
import type { StoredTask } from './save-task.ts';

/** Bytes in memory of one character of a task's text, as the objects that it is read into. */
const BYTES_PER_CHARACTER = 3;

/** Size of the cache: eight thousand songs in progress. */
const MAX_BYTES = 33_554_432;

/**
 * Tasks as this process has saved or read them last, so that their rows need not be read again. They are right for as long
 * as the stored revision is the same: readers compare it.
 */
export interface RecentTasks extends SavedTasks {
  /** The task, if its copy has this revision. */
  at(id: string, revision: number): StoredTask | null;
  /** @param characters of the task's text. */
  remember(stored: StoredTask, characters: number): void;
  forget(id: string): void;
}

export const createRecentTasks = (): RecentTasks => {
  const tasks = createBoundedCache<string, StoredTask>(MAX_BYTES);
  return {
    find: (id) => tasks.get(id)?.tracked ?? null,
    at(id, revision) {
      const stored = tasks.get(id);
      return stored?.tracked.revision === revision ? stored : null;
    },
    remember: (stored, characters) => tasks.set(stored.tracked.task.id, stored, characters * BYTES_PER_CHARACTER),
    forget: (id) => tasks.delete(id),
  };
};
