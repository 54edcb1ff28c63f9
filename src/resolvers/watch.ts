import type { TaskChange, TaskFilter } from '../domain/ports/task-store.ts';
import { TaskNotFoundError } from '../domain/tasks/errors.ts';
import type { Task } from '../domain/tasks/lifecycle/task.ts';
import type { RequestContext } from './context.ts';
import { readChangeCursor } from './cursor.ts';
import { readTaskId } from './global-id.ts';

/** @throws TaskNotFoundError when no task has the id, or another viewer's task has it. */
export const watchTask = async (
  id: string,
  afterVersion: number,
  { tasks, viewer }: RequestContext,
): Promise<AsyncIterable<Task>> => {
  const taskId = readTaskId(id);
  if (taskId === null) throw new TaskNotFoundError();
  return await tasks.watchTask(viewer, taskId, afterVersion);
};

/** @throws BadCursorError, CursorAheadError */
export const watchTasks = async (
  after: string | null,
  filter: TaskFilter,
  { tasks, viewer }: RequestContext,
): Promise<AsyncIterable<TaskChange>> => {
  const { sequence = null, epoch = null } = readChangeCursor(after) ?? {};
  return await tasks.watchViewer(viewer, filter, sequence, epoch);
};
