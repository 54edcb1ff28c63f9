import { type ExecutionArgs, getOperationAST, OperationTypeNode } from 'graphql';
import type { BoundsCheck } from './bounds.ts';
import type { Caller, PipelinePlugin } from './caller.ts';
import { requestError } from './request-error.ts';

/** What can be judged only with the variables and the caller at hand, just before an operation runs. */
export const useOperationGuards = (bounds: BoundsCheck): PipelinePlugin => {
  const guard = ({
    document,
    operationName,
    variableValues,
    contextValue,
  }: ExecutionArgs & { contextValue: Caller }) => {
    const operation = getOperationAST(document, operationName);
    if (operation?.operation === OperationTypeNode.MUTATION && !contextValue.mayMutate) {
      throw requestError('FORBIDDEN_ORIGIN', 'Pages of this origin may not change anything here.', { status: 403 });
    }
    if (operation?.operation === OperationTypeNode.SUBSCRIPTION && !contextValue.maySubscribe) {
      const message = 'Subscriptions are sent as text/event-stream or multipart/mixed.';
      throw requestError('NOT_ACCEPTABLE', message, { status: 406 });
    }
    bounds.variables(variableValues ?? {});
  };
  return {
    onExecute: ({ args }) => guard(args),
    onSubscribe: ({ args }) => guard(args),
  };
};
