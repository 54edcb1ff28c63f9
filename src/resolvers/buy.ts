import type { OperationName } from '../domain/operations/index.ts';
import type { RequestContext } from './context.ts';
import { type TaskPayload, toPayload } from './payload.ts';

/** The fields that the input of every buying mutation may have, beside those of its operation. */
interface BuyingInput {
  readonly idempotencyKey?: string | null | undefined;
  readonly forceNew?: boolean | undefined;
}

/** Buys what `input` describes, at most once. The domain validates it. */
export const buy = (
  operation: OperationName,
  { idempotencyKey = null, forceNew = false, ...input }: BuyingInput,
  { tasks, viewer }: RequestContext,
): Promise<TaskPayload> => toPayload(tasks.buy({ viewer, operation, input, idempotencyKey, forceNew }));
