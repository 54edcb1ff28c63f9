import { TaskNotFoundError } from '../domain/tasks/errors.ts';
import { type Refusal, refusal } from '../domain/tasks/lifecycle/refusal.ts';
import type { Task } from '../domain/tasks/lifecycle/task.ts';

/** What came of a request about one task: the task, or the reasons why not. */
export interface TaskOutcome {
  readonly task: Task | null;
  /** The task existed already: nothing was charged for this request. */
  readonly reused: boolean;
  readonly refusals: readonly Refusal[];
}

export const refused = (refusals: readonly Refusal[]): TaskOutcome => ({ task: null, reused: false, refusals });

/** @param field path of the argument that names no task of the viewer's. */
export const notFound = (field: readonly string[]): TaskOutcome =>
  refused([refusal('NOT_FOUND', new TaskNotFoundError().message, { field })]);
