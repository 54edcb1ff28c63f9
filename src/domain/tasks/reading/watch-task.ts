import type { TaskStore } from '../../ports/task-store.ts';
import { TaskNotFoundError } from '../errors.ts';
import { isFinished, type Task } from '../lifecycle/task.ts';
import { type Pulled, PulledStream } from './pulled-stream.ts';
import type { Stream } from './stream.ts';
import type { TaskHub, TaskWatcher } from './task-hub.ts';

export interface WatchDependencies {
  readonly store: TaskStore;
  readonly hub: TaskHub;
}

/** Reads the store once; the hub hands it the rest. */
class TaskStream extends PulledStream<Task> implements TaskWatcher {
  readonly #hub: TaskHub;
  readonly #viewer: string;
  readonly #id: string;
  /** The highest version that the reader has. */
  #seen: number;
  #isFinished = false;
  /** The newest version that is known and was not pulled yet. */
  #newest: Task | null = null;

  constructor(hub: TaskHub, viewer: string, id: string, afterVersion: number) {
    super();
    this.#hub = hub;
    this.#viewer = viewer;
    this.#id = id;
    this.#seen = afterVersion;
  }

  changed(task: Task): void {
    if (this.#newest === null || task.version > this.#newest.version) this.#newest = task;
    this.wake();
  }

  protected subscribe(): Promise<void> {
    return this.#hub.watchTask(this.#viewer, this.#id, this);
  }

  protected unsubscribe(): void {
    this.#hub.unwatchTask(this.#viewer, this.#id, this);
  }

  protected pull(): Pulled<Task> {
    if (this.#isFinished) return { kind: 'end' };
    const task = this.#newest;
    this.#newest = null;
    if (task === null) return { kind: 'none' };
    this.#isFinished = isFinished(task);
    if (task.version > this.#seen) {
      this.#seen = task.version;
      return { kind: 'item', item: task };
    }
    return { kind: this.#isFinished ? 'end' : 'none' };
  }
}

/**
 * The task as it is, then every later version, until it is finished; only versions above `afterVersion`. A slow reader
 * gets the newest version and misses those between. The caller reads the stream, or closes it.
 *
 * The subscription is active before the task is read: one read tells whether the viewer has the task and is the first state,
 * and a change after it is handed over.
 *
 * @throws TaskNotFoundError
 */
export const watchTask = async (
  { store, hub }: WatchDependencies,
  viewer: string,
  id: string,
  afterVersion: number,
): Promise<Stream<Task>> => {
  const stream = new TaskStream(hub, viewer, id, afterVersion);
  await stream.open();
  try {
    const task = await store.get(id);
    if (task === null || task.viewer !== viewer) throw new TaskNotFoundError();
    stream.changed(task);
    return stream;
  } catch (error) {
    stream.close();
    throw error;
  }
};
