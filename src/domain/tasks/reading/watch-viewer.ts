import { setImmediate as nextTurn } from 'node:timers/promises';
import type { TaskChange, TaskFilter } from '../../ports/task-store.ts';
import { CursorAheadError } from '../errors.ts';
import type { Task } from '../lifecycle/task.ts';
import { createStream, type Pulled } from './pulled-stream.ts';
import type { Stream } from './stream.ts';
import type { WatchDependencies } from './watch-task.ts';

const matches = (task: Task, { status, operation }: TaskFilter): boolean =>
  (!status || status.includes(task.status)) && (!operation || operation.includes(task.operation));

/**
 * Every change after the change numbered `after` (null: from now on), conflated to the newest state per task. The
 * stream keeps a sequence number, and at most one change, which all streams of the viewer share. A stream that is
 * behind reads one change after the other from the store, and lets the event loop turn after each.
 *
 * @param epoch in which `after` was given; null: not known.
 * @throws CursorAheadError
 */
export const watchViewer = async (
  { store, hub }: WatchDependencies,
  viewer: string,
  filter: TaskFilter,
  after: number | null,
  epoch: string | null,
): Promise<Stream<TaskChange>> => {
  const latest = await store.latestSequence(viewer);
  // A stream from such a cursor would leave out every change until then.
  if (after !== null && after > latest) throw new CursorAheadError();
  // So would one from a cursor of changes that were lost when the store was restored, though it has made as many again.
  const isForeign = after !== null && epoch !== null && epoch !== store.epoch;
  if (isForeign && after > (await store.sharedSequence(viewer, epoch))) throw new CursorAheadError();
  /** Everything up to this sequence number was sent, or does not fit the filter. */
  let cursor = after ?? latest;
  /** The one change after the cursor, as it was handed over. */
  let handed: TaskChange | null = null;
  /** Whether the store may hold more changes after the cursor. */
  let isBehind = true;

  const take = (change: TaskChange): Pulled<TaskChange> => {
    // The store was faster than the news.
    if (change.sequence <= cursor) return { kind: 'more' };
    cursor = change.sequence;
    return matches(change.task, filter) ? { kind: 'item', item: change } : { kind: 'more' };
  };

  const read = async (): Promise<Pulled<TaskChange>> => {
    // What is handed over during the read sets it again.
    isBehind = false;
    const { changes, upTo } = await store.changedSince(viewer, cursor, 1, filter);
    if (upTo <= cursor) return { kind: 'more' };
    isBehind = true;
    cursor = upTo;
    await nextTurn();
    const [change] = changes;
    return change === undefined ? { kind: 'more' } : { kind: 'item', item: change };
  };

  const pull = (): Pulled<TaskChange> | Promise<Pulled<TaskChange>> => {
    if (handed !== null) {
      const change = handed;
      handed = null;
      return take(change);
    }
    return isBehind ? read() : { kind: 'none' };
  };

  const subscribe = (wake: () => void): Promise<() => void> =>
    hub.watchViewer(viewer, (change, since) => {
      const isNext = cursor >= since;
      handed = isNext ? change : null;
      isBehind ||= !isNext;
      wake();
    });

  return createStream({ pull, subscribe });
};
