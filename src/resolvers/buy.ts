import type { OperationName, OperationRequests } from '../domain/operations/index.ts';
import type { RequestContext } from './context.ts';
import { type TaskPayload, toPayload } from './payload.ts';

/** The fields that the input of every buying mutation may have, beside those of its operation. */
interface BuyingInput {
  readonly idempotencyKey?: string | null | undefined;
  readonly forceNew?: boolean | undefined;
}

type KeysOf<Wanted> = Wanted extends unknown ? keyof Wanted : never;
type PartOf<Wanted, Key extends PropertyKey> = Wanted extends Record<Key, unknown> | Partial<Record<Key, unknown>>
  ? Wanted[Key & keyof Wanted]
  : never;

/**
 * `Given`, with `never` in place of every field, however deep, that `Wanted` does not have. A field of the public
 * schema that the domain does not know would be dropped, and the purchase made without it: this has it not compile.
 */
export type Exact<Given, Wanted> = Given extends readonly unknown[] | string | number | boolean | null | undefined
  ? Given
  : {
      [Key in keyof Given]: Key extends KeysOf<NonNullable<Wanted>>
        ? Exact<Given[Key], PartOf<NonNullable<Wanted>, Key>>
        : never;
    };

/** The input of a mutation that buys `Name`. */
export type BuyingRequest<Name extends OperationName> = OperationRequests[Name] & BuyingInput;

/** Buys what `input` describes, at most once. The domain validates it. */
export const buy = <Name extends OperationName, Given extends BuyingRequest<Name>>(
  operation: Name,
  given: Given & Exact<Given, BuyingRequest<Name>>,
  { tasks, viewer }: RequestContext,
): Promise<TaskPayload> => {
  const { idempotencyKey = null, forceNew = false, ...input }: BuyingInput = given;
  return toPayload(tasks.buy({ viewer, operation, input, idempotencyKey, forceNew }));
};
