import type { TaskFilter, TaskPage } from '../domain/ports/task-store.ts';
import { TaskNotFoundError } from '../domain/tasks/errors.ts';
import type { Task } from '../domain/tasks/lifecycle/task.ts';
import type { RequestContext } from './context.ts';
import { readCursor } from './cursor.ts';
import { readTaskId } from './global-id.ts';
import { notFound, type TaskPayload } from './payload.ts';

/** The viewer's task; null when there is none, or no task has such an id. */
export const findTask = async (id: string, { loaders }: RequestContext): Promise<Task | null> => {
  const taskId = readTaskId(id);
  return taskId === null ? null : await loaders.task.load(taskId);
};

export interface PageRequest {
  readonly first: number;
  readonly after: string | null;
  readonly filter: TaskFilter;
}

/** @throws BadCursorError */
export const listTasks = async ({ first, after, filter }: PageRequest, context: RequestContext): Promise<TaskPage> =>
  await context.tasks.list(context.viewer, filter, first, readCursor(after));

/** Asks the provider for the current state of a task. Buys nothing. */
export const refreshTask = async (id: string, { tasks, viewer }: RequestContext): Promise<TaskPayload> => {
  const taskId = readTaskId(id);
  if (taskId === null) return notFound(['id']);
  try {
    return { task: await tasks.refresh(viewer, taskId), reused: true, userErrors: [] };
  } catch (error) {
    if (error instanceof TaskNotFoundError) return notFound(['id']);
    throw error;
  }
};
