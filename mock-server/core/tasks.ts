import type { Clock } from './clock.ts';
import { RECORD_LIVES_MS } from './retention.ts';
import type { MediaFile, Task } from './task.ts';

/** The tasks that were bought, and the files they link to. Bounded; the oldest go first. */
export interface Tasks {
  add(task: Task): void;
  /** Undefined for an id that was never sold, that has outlived its record, or that was crowded out. */
  get(id: string): Task | undefined;
  /** Oldest first. */
  all(): readonly Task[];
  /** The file at a path, with the task it belongs to. */
  file(path: string): { readonly file: MediaFile; readonly task: Task } | undefined;
  clear(): void;
}

const CAPACITY = 5_000;

export const createTasks = (clock: Clock): Tasks => {
  const tasks = new Map<string, Task>();
  const files = new Map<string, { file: MediaFile; task: Task }>();

  const remove = (task: Task): void => {
    tasks.delete(task.id);
    for (const { path } of task.files) files.delete(path);
  };

  const expire = (): void => {
    // A Map keeps insertion order, so the first is the oldest.
    for (const task of tasks.values()) {
      if (tasks.size <= CAPACITY && clock.now() - task.acceptedAt < RECORD_LIVES_MS) return;
      remove(task);
    }
  };

  return {
    add: (task) => {
      tasks.set(task.id, task);
      for (const file of task.files) files.set(file.path, { file, task });
      expire();
    },
    get: (id) => {
      expire();
      return tasks.get(id);
    },
    all: () => {
      expire();
      return [...tasks.values()];
    },
    file: (path) => {
      expire();
      return files.get(path);
    },
    clear: () => {
      tasks.clear();
      files.clear();
    },
  };
};
