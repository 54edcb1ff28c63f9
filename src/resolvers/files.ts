import { isExpired, type Task } from '../domain/tasks/lifecycle/task.ts';
import type { RequestContext } from './context.ts';

/** The file of a task that yields one; null while there is none, and after the provider has deleted it. */
export const fileOf = (task: Task, { clock }: RequestContext): string | null => {
  const { output } = task;
  return 'url' in output && !isExpired(task, clock.now()) ? output.url : null;
};

/** The pictures of a task that yields some; none before they are there, and after the provider has deleted them. */
export const imagesOf = (task: Task, { clock }: RequestContext): readonly string[] => {
  const { output } = task;
  return output.kind === 'cover' && !isExpired(task, clock.now()) ? output.images : [];
};
