import { setImmediate as nextTurn } from 'node:timers/promises';
import type { TaskChange, TaskFilter } from '../../ports/task-store.ts';
import { CursorAheadError } from '../errors.ts';
import type { Task } from '../lifecycle/task.ts';
import { type Pulled, PulledStream } from './pulled-stream.ts';
import type { Stream } from './stream.ts';
import type { ChangeWatcher } from './task-hub.ts';
import type { WatchDependencies } from './watch-task.ts';

const matches = (task: Task, { status, operation }: TaskFilter): boolean =>
  (!status || status.includes(task.status)) && (!operation || operation.includes(task.operation));

/** Keeps a sequence number, and at most one change, which all streams of the viewer share. */
class ChangeStream extends PulledStream<TaskChange> implements ChangeWatcher {
  readonly #dependencies: WatchDependencies;
  readonly #viewer: string;
  readonly #filter: TaskFilter;
  /** Everything up to this sequence number was sent, or does not fit the filter. */
  #cursor: number;
  /** The one change after the cursor, as it was handed over. */
  #handed: TaskChange | null = null;
  /** Whether the store may hold more changes after the cursor. */
  #isBehind = true;

  constructor(dependencies: WatchDependencies, viewer: string, filter: TaskFilter, cursor: number) {
    super();
    this.#dependencies = dependencies;
    this.#viewer = viewer;
    this.#filter = filter;
    this.#cursor = cursor;
  }

  changed(change: TaskChange, since: number): void {
    const isNext = this.#cursor >= since;
    this.#handed = isNext ? change : null;
    this.#isBehind ||= !isNext;
    this.wake();
  }

  protected subscribe(): Promise<void> {
    return this.#dependencies.hub.watchViewer(this.#viewer, this);
  }

  protected unsubscribe(): void {
    this.#dependencies.hub.unwatchViewer(this.#viewer, this);
  }

  protected pull(): Pulled<TaskChange> | Promise<Pulled<TaskChange>> {
    const change = this.#handed;
    this.#handed = null;
    if (change !== null) return this.#take(change);
    return this.#isBehind ? this.#read() : { kind: 'none' };
  }

  #take(change: TaskChange): Pulled<TaskChange> {
    // The store was faster than the news.
    if (change.sequence <= this.#cursor) return { kind: 'more' };
    this.#cursor = change.sequence;
    return matches(change.task, this.#filter) ? { kind: 'item', item: change } : { kind: 'more' };
  }

  /** Reads one change, and lets the event loop turn. */
  async #read(): Promise<Pulled<TaskChange>> {
    // What is handed over during the read sets it again.
    this.#isBehind = false;
    const { changes, upTo } = await this.#dependencies.store.changedSince(this.#viewer, this.#cursor, 1, this.#filter);
    if (upTo <= this.#cursor) return { kind: 'more' };
    this.#isBehind = true;
    this.#cursor = upTo;
    await nextTurn();
    const [change] = changes;
    return change === undefined ? { kind: 'more' } : { kind: 'item', item: change };
  }
}

/**
 * Every change after the change numbered `after` (null: from now on), conflated to the newest state per task. A stream that
 * is behind reads one change after the other from the store.
 *
 * @param epoch in which `after` was given; null: not known.
 * @throws CursorAheadError
 */
export const watchViewer = async (
  dependencies: WatchDependencies,
  viewer: string,
  filter: TaskFilter,
  after: number | null,
  epoch: string | null,
): Promise<Stream<TaskChange>> => {
  const { store } = dependencies;
  const latest = await store.latestSequence(viewer);
  // A stream from such a cursor would leave out every change until then.
  if (after !== null && after > latest) throw new CursorAheadError();
  // So would one from a cursor of changes that were lost when the store was restored, though it has made as many again.
  const isForeign = after !== null && epoch !== null && epoch !== store.epoch;
  if (isForeign && after > (await store.sharedSequence(viewer, epoch))) throw new CursorAheadError();
  return new ChangeStream(dependencies, viewer, filter, after ?? latest);
};
