import type { TaskEvents } from '../../ports/task-events.ts';
import type { TaskStore } from '../../ports/task-store.ts';
import type { Task } from '../lifecycle/task.ts';
import { isFinished } from '../lifecycle/task.ts';
import { createStream, type Pulled } from './stream.ts';

export interface WatchTaskDependencies {
  readonly store: TaskStore;
  readonly events: TaskEvents;
  readonly patience: (signal: AbortSignal) => Promise<void>;
}

/** The task as it is, then every later version, until it is finished; only versions above `afterVersion`. */
export const watchTask = (
  { store, events, patience }: WatchTaskDependencies,
  id: string,
  afterVersion: number,
): AsyncIterableIterator<Task> => {
  let seen = afterVersion;
  let newest: Task | null = null;
  let finished = false;

  const pull = async (): Promise<Pulled<Task>> => {
    if (finished) return { kind: 'end' };
    const task: Task | null = newest ?? (await store.get(id));
    newest = null;
    if (task === null) return { kind: 'end' };
    finished = isFinished(task);
    if (task.version > seen) {
      seen = task.version;
      return { kind: 'item', item: task };
    }
    return { kind: finished ? 'end' : 'none' };
  };

  const listen = (wake: () => void) =>
    events.onTask(id, ({ task }) => {
      if (newest === null || task.version > newest.version) newest = task;
      wake();
    });

  return createStream({ pull, listen, patience });
};
