import { GraphQLError } from 'graphql';
import {
  BadCursorError,
  CursorAheadError,
  StoreUnavailableError,
  TaskNotFoundError,
  UpstreamUnavailableError,
} from '../domain/tasks/errors.ts';
import { isInputErrorMessage } from '../library-messages.ts';

/** A request error: an argument is not valid. */
export const badUserInput = (message: string): GraphQLError =>
  new GraphQLError(message, { extensions: { code: 'BAD_USER_INPUT' } });

/** The code and message that clients get for a domain error; null for any other error. Messages hold no internals. */
const publicError = (error: unknown): { readonly code: string; readonly message: string } | null => {
  if (error instanceof CursorAheadError) return { code: error.code, message: error.message };
  if (error instanceof TaskNotFoundError) return { code: error.code, message: error.message };
  if (error instanceof BadCursorError) return { code: 'BAD_USER_INPUT', message: error.message };
  if (error instanceof StoreUnavailableError) {
    return { code: error.code, message: 'The task store is not available at the moment; try again shortly.' };
  }
  if (error instanceof UpstreamUnavailableError) {
    return { code: error.code, message: 'The provider is not available at the moment; try again shortly.' };
  }
  return null;
};

/** The error that was thrown first, without the GraphQLErrors that executors wrap around it. */
const originalErrorOf = (error: unknown): unknown =>
  error instanceof GraphQLError && error.originalError ? originalErrorOf(error.originalError) : error;

const isExpected = ({ extensions, path, message }: GraphQLError): boolean =>
  extensions['code'] !== undefined || path === undefined || isInputErrorMessage(message);

/** The error as a client may see it; null for an unexpected error, which must be masked. */
export const toGraphQLError = (error: unknown): GraphQLError | null => {
  const root = originalErrorOf(error);
  if (root instanceof GraphQLError) {
    const outer = error instanceof GraphQLError ? error : root;
    return isExpected(outer) ? outer : null;
  }
  const known = publicError(root);
  if (known === null) return null;
  const { nodes, source, positions, path } = error instanceof GraphQLError ? error : new GraphQLError(known.message);
  return new GraphQLError(known.message, { nodes, source, positions, path, extensions: { code: known.code } });
};
