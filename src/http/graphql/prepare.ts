import { type ExecutionArgs, GraphQLError, OperationTypeNode } from 'graphql';
import type { Caller } from './caller.ts';
import type { CreateContext, GraphQLContext } from './context.ts';
import type { Enveloped } from './enveloped.ts';
import type { Params } from './params.ts';
import { createPreparedDocuments, findOperation, type PreparedOperation, toPrepared } from './prepared-documents.ts';
import { requestError } from './request-error.ts';

/** A GraphQL request that is ready to run. */
export interface PreparedRequest extends ExecutionArgs {
  readonly operation: PreparedOperation;
  readonly contextValue: GraphQLContext;
}

export const isPreparedRequest = (args: ExecutionArgs): args is PreparedRequest => 'operation' in args;

/** Errors in place of a result. */
export interface RequestErrors {
  readonly errors: readonly GraphQLError[];
}

/** Finds or parses and validates the document of a request, and builds the context of its resolvers. Never throws. */
export type Prepare = (params: Params, caller: Caller) => PreparedRequest | RequestErrors;

/** A frontend sends some dozens of documents; a document of 60 fields has about 40 KiB. */
const CACHE = { maxDocuments: 500, maxBytes: 16_777_216 };

/** An unexpected error gets a cause, by which it is presented or masked. */
export const toRequestErrors = (error: unknown): RequestErrors => ({
  errors: [error instanceof GraphQLError ? error : new GraphQLError('Unexpected error.', { cause: error })],
});

const assertMethod = ({ kind }: PreparedOperation, { mutations }: Caller): void => {
  if (kind !== OperationTypeNode.MUTATION || mutations !== 'post-only') return;
  throw requestError('BAD_REQUEST', 'Can only perform a mutation operation from a POST request.', {
    status: 405,
    headers: { allow: 'POST' },
  });
};

/** @param enveloped its plugins around parsing and validation see each new document once. */
export const createPrepare = (enveloped: Enveloped, createContext: CreateContext): Prepare => {
  const { schema, parse, validate } = enveloped;
  const documents = createPreparedDocuments(CACHE);

  return ({ query, operationName, variables }, caller) => {
    try {
      const known = documents.get(query);
      const prepared = known ?? toPrepared(parse(query));
      const operation = findOperation(prepared, operationName);
      if (operation === undefined) {
        throw requestError('OPERATION_RESOLUTION_FAILURE', 'Could not determine what operation to execute.');
      }
      assertMethod(operation, caller);
      if (known === undefined) {
        const errors = validate(schema, prepared.document);
        if (errors.length > 0) return { errors };
        documents.set(query, prepared);
      }
      return {
        schema,
        document: prepared.document,
        operation,
        contextValue: createContext(caller, operation.kind),
        variableValues: variables ?? null,
        operationName: operationName ?? null,
      };
    } catch (error) {
      return toRequestErrors(error);
    }
  };
};
