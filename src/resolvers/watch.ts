import type { TaskChange, TaskFilter } from '../domain/ports/task-store.ts';
import { BadCursorError, TaskNotFoundError } from '../domain/tasks/errors.ts';
import type { Task } from '../domain/tasks/lifecycle/task.ts';
import type { RequestContext } from './context.ts';

/** @throws TaskNotFoundError for an id that is nobody's, somebody else's, or none at all. */
export const watchTask = async (
  id: string | null,
  afterVersion: number,
  { tasks, viewer }: RequestContext,
): Promise<AsyncIterable<Task>> => {
  if (id === null) throw new TaskNotFoundError();
  return await tasks.watchTask(viewer, id, afterVersion);
};

/** The cursor after which a client that has seen this change goes on. */
export const cursorOf = ({ sequence }: TaskChange): string => String(sequence);

const sequenceOf = (cursor: string): number => {
  if (!/^\d{1,15}$/.test(cursor)) throw new BadCursorError('This cursor was not given by this gateway.');
  return Number(cursor);
};

/** @throws BadCursorError */
export const watchTasks = async (
  after: string | null,
  filter: TaskFilter,
  { tasks, viewer }: RequestContext,
): Promise<AsyncIterable<TaskChange>> =>
  await tasks.watchViewer(viewer, filter, after === null ? null : sequenceOf(after));
