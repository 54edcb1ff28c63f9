import type { TaskStore } from '../../ports/task-store.ts';
import { isFinished, type Task } from '../lifecycle/task.ts';
import { createStream, type Pulled } from './pulled-stream.ts';
import type { Stream } from './stream.ts';
import type { TaskHub } from './task-hub.ts';

export interface WatchDependencies {
  readonly store: TaskStore;
  readonly hub: TaskHub;
}

/**
 * The task as it is, then every later version, until it is finished; only versions above `afterVersion`. A slow reader
 * gets the newest version and misses those between. The stream reads the store once; the hub hands it the rest.
 */
export const watchTask = (
  { store, hub }: WatchDependencies,
  { id, viewer }: Pick<Task, 'id' | 'viewer'>,
  afterVersion: number,
): Stream<Task> => {
  let seen = afterVersion;
  let wasRead = false;
  /** The newest version that was handed over and not pulled yet. */
  let newest: Task | null = null;
  let finished = false;

  const keep = (task: Task): void => {
    if (newest === null || task.version > newest.version) newest = task;
  };

  const takeNewest = (): Pulled<Task> => {
    const task = newest;
    newest = null;
    if (task === null) return { kind: 'none' };
    finished = isFinished(task);
    if (task.version > seen) {
      seen = task.version;
      return { kind: 'item', item: task };
    }
    return { kind: finished ? 'end' : 'none' };
  };

  const read = async (): Promise<Pulled<Task>> => {
    wasRead = true;
    const stored = await store.get(id);
    if (stored === null) return { kind: 'end' };
    keep(stored);
    return takeNewest();
  };

  const pull = (): Pulled<Task> | Promise<Pulled<Task>> => {
    if (finished) return { kind: 'end' };
    return wasRead ? takeNewest() : read();
  };

  const subscribe = (wake: () => void): Promise<() => void> =>
    hub.watchTask(viewer, id, (task) => {
      keep(task);
      wake();
    });

  return createStream({ pull, subscribe });
};
