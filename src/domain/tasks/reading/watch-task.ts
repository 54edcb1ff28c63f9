import type { TaskStore } from '../../ports/task-store.ts';
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
  readonly #dependencies: WatchDependencies;
  readonly #viewer: string;
  readonly #id: string;
  /** The highest version that the reader has. */
  #seen: number;
  #wasRead = false;
  #isFinished = false;
  /** The newest version that was handed over and not pulled yet. */
  #newest: Task | null = null;

  constructor(dependencies: WatchDependencies, { id, viewer }: Pick<Task, 'id' | 'viewer'>, afterVersion: number) {
    super();
    this.#dependencies = dependencies;
    this.#viewer = viewer;
    this.#id = id;
    this.#seen = afterVersion;
  }

  changed(task: Task): void {
    this.#keep(task);
    this.wake();
  }

  protected subscribe(): Promise<void> {
    return this.#dependencies.hub.watchTask(this.#viewer, this.#id, this);
  }

  protected unsubscribe(): void {
    this.#dependencies.hub.unwatchTask(this.#viewer, this.#id, this);
  }

  protected pull(): Pulled<Task> | Promise<Pulled<Task>> {
    if (this.#isFinished) return { kind: 'end' };
    return this.#wasRead ? this.#takeNewest() : this.#read();
  }

  #keep(task: Task): void {
    if (this.#newest === null || task.version > this.#newest.version) this.#newest = task;
  }

  #takeNewest(): Pulled<Task> {
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

  async #read(): Promise<Pulled<Task>> {
    this.#wasRead = true;
    const stored = await this.#dependencies.store.get(this.#id);
    if (stored === null) return { kind: 'end' };
    this.#keep(stored);
    return this.#takeNewest();
  }
}

/**
 * The task as it is, then every later version, until it is finished; only versions above `afterVersion`. A slow reader
 * gets the newest version and misses those between.
 */
export const watchTask = (
  dependencies: WatchDependencies,
  task: Pick<Task, 'id' | 'viewer'>,
  afterVersion: number,
): Stream<Task> => new TaskStream(dependencies, task, afterVersion);
