import type { OperationName } from '../domain/operations/index.ts';
import { RefusedError } from '../domain/tasks/errors.ts';
import type { RequestContext } from './context.ts';
import { refused, type TaskOutcome } from './outcome.ts';

/** What the input of every buying mutation may carry beside what the operation itself needs. */
interface BuyingInput {
  readonly idempotencyKey?: string | null | undefined;
  readonly forceNew?: boolean | undefined;
}

/** Buys once what `input` describes; the domain checks it, and every refusal becomes part of the outcome. */
export const buy = async (
  operation: OperationName,
  { idempotencyKey = null, forceNew = false, ...input }: BuyingInput,
  { tasks, viewer }: RequestContext,
): Promise<TaskOutcome> => {
  try {
    const purchased = await tasks.buy({ viewer, operation, input, idempotencyKey, forceNew });
    return { ...purchased, refusals: [] };
  } catch (error) {
    if (error instanceof RefusedError) return refused(error.refusals);
    throw error;
  }
};
