import { type BoundedCache, createBoundedCache } from '../bounded-cache.ts';
import type { TaskStore } from '../domain/ports/task-store.ts';
import { isSettled } from '../domain/tasks/lifecycle/is-settled.ts';
import type { Task } from '../domain/tasks/lifecycle/task.ts';
import { encodeTask } from '../domain/tasks/lifecycle/task-codec.ts';

/** Bytes in memory of one character of a task's text, with the objects that are made of it. Measured: 2 to 3. */
const BYTES_PER_CHARACTER = 3;

/** About 5,000 separations with twelve stems. */
const MAX_BYTES = 67_108_864;

/**
 * A store that keeps settled tasks as objects, so that they are read and parsed once. Nothing can change them any more, on
 * any node (`isSettled`), and no settled task is ever deleted: what is kept never has to be dropped. Whether files have
 * expired is decided from `expiresAt` at each use, and whose a task is from its `viewer`.
 *
 * Only reads of tasks by id are answered from memory; `getTracked`, from which tasks are changed, is not.
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
