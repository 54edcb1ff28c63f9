import type { PurchaseResult } from '../domain/tasks/buying/purchases.ts';
import { RefusedError, TaskNotFoundError } from '../domain/tasks/errors.ts';
import { type Refusal, refusal } from '../domain/tasks/lifecycle/refusal.ts';
import type { Task } from '../domain/tasks/lifecycle/task.ts';

/** The result of a mutation: a task, or the reasons why there is none. */
export interface TaskPayload {
  readonly task: Task | null;
  /** The task existed already: nothing was charged for this call. */
  readonly reused: boolean;
  readonly userErrors: readonly Refusal[];
}

const without = (userErrors: readonly Refusal[]): TaskPayload => ({ task: null, reused: false, userErrors });

/** @param field path of the argument that names no task of the viewer's. */
export const notFound = (field: readonly string[]): TaskPayload =>
  without([refusal('NOT_FOUND', new TaskNotFoundError().message, { field })]);

/** A purchase as a payload: its refusals become `userErrors`. Any other error is thrown on. */
export const toPayload = async (purchase: Promise<PurchaseResult>): Promise<TaskPayload> => {
  try {
    const { task, reused } = await purchase;
    return { task, reused, userErrors: [] };
  } catch (error) {
    if (error instanceof RefusedError) return without(error.refusals);
    throw error;
  }
};
