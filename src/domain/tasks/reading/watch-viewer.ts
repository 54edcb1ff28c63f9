import type { TaskChange, TaskFilter } from '../../ports/task-store.ts';
import { BadCursorError } from '../errors.ts';
import type { Task } from '../lifecycle/task.ts';
import { createStream, type Pulled } from './stream.ts';
import type { WatchDependencies } from './watch-task.ts';

/** Changes read at once for one subscriber. */
const PAGE = 100;

const matches = (task: Task, { status, operation }: TaskFilter): boolean =>
  (!status || status.includes(task.status)) && (!operation || operation.includes(task.operation));

/**
 * Every change after the change numbered `after` (null: from now on), conflated to the newest state per task.
 * @throws BadCursorError
 */
export const watchViewer = async (
  { store, hub }: WatchDependencies,
  viewer: string,
  filter: TaskFilter,
  after: number | null,
): Promise<AsyncIterableIterator<TaskChange>> => {
  const latest = await store.latestSequence(viewer);
  // From a database that is no longer this one: whoever believed it would miss what comes until then.
  if (after !== null && after > latest) throw new BadCursorError('This cursor lies ahead of all that has happened.');
  let cursor = after ?? latest;
  let page: TaskChange[] = [];

  const pull = async (): Promise<Pulled<TaskChange>> => {
    for (;;) {
      if (page.length === 0) page = await store.changedSince(viewer, cursor, PAGE);
      const change = page.shift();
      if (change === undefined) return { kind: 'none' };
      cursor = change.sequence;
      if (matches(change.task, filter)) return { kind: 'item', item: change };
    }
  };

  return createStream({ pull, subscribe: (wake) => hub.watchViewer(viewer, wake) });
};
