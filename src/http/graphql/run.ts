import { type ExecutionResult, OperationTypeNode } from 'graphql';
import type { BoundsCheck } from './bounds.ts';
import type { Enveloped } from './enveloped.ts';
import { type PreparedRequest, toRequestErrors } from './prepare.ts';
import { requestError } from './request-error.ts';

/** A stream of results, of a subscription. */
export type ResultStream = AsyncGenerator<ExecutionResult, void, void>;

/** Runs a prepared request. Never throws: an error becomes a result without data. */
export type Run = (request: PreparedRequest) => Promise<ExecutionResult | ResultStream>;

export const isResultStream = (result: ExecutionResult | ResultStream): result is ResultStream =>
  Symbol.asyncIterator in result;

/** The guards that need the variables and the caller, so that they cannot be kept with the document. */
const guard = ({ operation: { kind }, contextValue, variableValues }: PreparedRequest, bounds: BoundsCheck): void => {
  const { mutations, acceptsStreams } = contextValue.caller;
  if (kind === OperationTypeNode.MUTATION && mutations === 'foreign-origin') {
    throw requestError('FORBIDDEN_ORIGIN', 'Pages of this origin may not change anything here.', { status: 403 });
  }
  if (kind === OperationTypeNode.SUBSCRIPTION && !acceptsStreams) {
    const message = 'Subscriptions are sent as text/event-stream or multipart/mixed.';
    throw requestError('NOT_ACCEPTABLE', message, { status: 406 });
  }
  bounds.variables(variableValues ?? {});
};

export const createRun = (enveloped: Enveloped, bounds: BoundsCheck): Run => {
  const { execute, subscribe } = enveloped;
  return async (request) => {
    try {
      guard(request, bounds);
      return await (request.operation.kind === OperationTypeNode.SUBSCRIPTION ? subscribe(request) : execute(request));
    } catch (error) {
      return toRequestErrors(error);
    }
  };
};
