import { type BoundedCache, createBoundedCache } from '../bounded-cache.ts';
import type { TaskStore } from '../domain/ports/task-store.ts';
import { isSettled } from '../domain/tasks/lifecycle/is-settled.ts';
import type { Task } from '../domain/tasks/lifecycle/task.ts';
import { encodeTask } from '../domain/tasks/lifecycle/task-codec.ts';

/** Bytes in memory of one character of a task's text, with the objects that are made of it. Measured: 2 to 3. */
const BYTES_PER_CHARACTER = 3;

/** Size of the cache: about 5,000 separations with twelve stems. */
const MAX_BYTES = 67_108_864;

/**
 * A store with a cache of settled tasks as objects, so that each is read and parsed once. A settled task cannot change
 * any more on any node (`isSettled`), and is never deleted, so an entry never becomes wrong. Its readers compare
 * `expiresAt` and `viewer` at each use.
 *
 * Only reads of tasks by id use the cache; `getTracked`, which precedes changes, does not.
 */
export const withFinishedTasks = (
  store: TaskStore,
  kept: BoundedCache<string, Task> = createBoundedCache(MAX_BYTES),
): TaskStore => {
  const keep = (task: Task | null): Task | null => {
    if (task !== null && isSettled(task)) kept.set(task.id, task, encodeTask(task).length * BYTES_PER_CHARACTER);
    return task;
  };

  const getRest = async (ids: readonly string[], known: readonly (Task | undefined)[]): Promise<(Task | null)[]> => {
    const read = await store.getMany(ids.filter((_, index) => known[index] === undefined));
    const rest = read.map(keep).values();
    return known.map((task) => task ?? rest.next().value ?? null);
  };

  return {
    ...store,

    async get(id) {
      return kept.get(id) ?? keep(await store.get(id));
    },

    async getMany(ids) {
      const known = ids.map((id) => kept.get(id));
      const isWhole = known.every((task) => task !== undefined);
      return isWhole ? known : await getRest(ids, known);
    },
  };
};
