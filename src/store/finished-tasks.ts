import { createBoundedCache } from '../bounded-cache.ts';
import type { Clock } from '../domain/ports/clock.ts';
import { isSettled, KEEP_MS } from '../domain/tasks/lifecycle/is-settled.ts';
import type { Task } from '../domain/tasks/lifecycle/task.ts';
import { type Row, toTask } from './task-rows.ts';

/**
 * Settled tasks as objects, so that the row of each is parsed once. A settled task cannot change any more on any node
 * (`isSettled`). It can be deleted: without its row, an entry is used for `KEEP_MS` only. Its readers compare `expiresAt` and
 * `viewer` at each use. Reads that precede changes do not use it.
 */
export interface FinishedTasks {
  /** The task in a row with the columns `id` and `task`, like `toTask`. */
  read(row: Row): Task | null;
  /** Reads tasks by id: `rest` are the ids that have to be read, and `join` makes the result with their rows. */
  lookUp(ids: readonly string[]): {
    readonly rest: readonly string[];
    /** In the order of `ids`, null where there is no task. */
    readonly join: (rows: readonly Row[]) => (Task | null)[];
  };
}

/** Bytes in memory of one character of a task's text, with the objects that are made of it. Measured: 2 to 3. */
const BYTES_PER_CHARACTER = 3;

/** Size of the cache: about 7,000 separations with twelve stems. */
const MAX_BYTES = 67_108_864;

interface Kept {
  readonly task: Task;
  /** When its row was read last. */
  seenAt: number;
}

export const createFinishedTasks = (clock: Clock, maxBytes = MAX_BYTES): FinishedTasks => {
  const kept = createBoundedCache<string, Kept>(maxBytes);

  const read = (row: Row): Task | null => {
    const id = String(row['id']);
    const known = kept.get(id);
    const now = clock.now();
    if (known !== undefined) {
      known.seenAt = now;
      return known.task;
    }
    const task = toTask(row);
    if (task !== null && isSettled(task)) {
      kept.set(id, { task, seenAt: now }, String(row['task']).length * BYTES_PER_CHARACTER);
    }
    return task;
  };

  return {
    read,
    lookUp(ids) {
      const found = new Map<string, Task | null>();
      const now = clock.now();
      const rest = ids.filter((id) => {
        const known = kept.get(id);
        // Also not where the clock was set back.
        const isRecent = known !== undefined && Math.abs(now - known.seenAt) < KEEP_MS;
        if (isRecent) found.set(id, known.task);
        return !isRecent;
      });
      const join = (rows: readonly Row[]): (Task | null)[] => {
        for (const row of rows) found.set(String(row['id']), read(row));
        return ids.map((id) => found.get(id) ?? null);
      };
      return { rest, join };
    },
  };
};
