import { GraphQLError } from 'graphql';
import {
  BadCursorError,
  StoreUnavailableError,
  TaskNotFoundError,
  UpstreamUnavailableError,
} from '../domain/tasks/errors.ts';
import { isInputErrorMessage } from '../library-messages.ts';

/** The call itself is at fault: an argument that no answer can be given for. */
export const badUserInput = (message: string): GraphQLError =>
  new GraphQLError(message, { extensions: { code: 'BAD_USER_INPUT' } });

/** What clients are told of the errors that the domain foresees; its own words where they hold no internals. */
const publicError = (error: unknown): { readonly code: string; readonly message: string } | null => {
  if (error instanceof TaskNotFoundError) return { code: error.code, message: error.message };
  if (error instanceof BadCursorError) return { code: 'BAD_USER_INPUT', message: error.message };
  if (error instanceof StoreUnavailableError) {
    return { code: error.code, message: 'Tasks can be neither read nor saved at the moment; try again shortly.' };
  }
  if (error instanceof UpstreamUnavailableError) {
    return { code: error.code, message: 'The provider cannot be asked at the moment; try again shortly.' };
  }
  return null;
};

/** Whatever was thrown first, below all that executors wrapped around it. */
const rootOf = (error: unknown): unknown =>
  error instanceof GraphQLError && error.originalError ? rootOf(error.originalError) : error;

const isForeseen = ({ extensions, path, message }: GraphQLError): boolean =>
  extensions['code'] !== undefined || path === undefined || isInputErrorMessage(message);

/** What a client may see of an error; null for an unexpected one, which is to be masked. */
export const toGraphQLError = (error: unknown): GraphQLError | null => {
  const root = rootOf(error);
  if (root instanceof GraphQLError) {
    const outer = error instanceof GraphQLError ? error : root;
    return isForeseen(outer) ? outer : null;
  }
  const told = publicError(root);
  if (told === null) return null;
  const { nodes, source, positions, path } = error instanceof GraphQLError ? error : new GraphQLError(told.message);
  return new GraphQLError(told.message, { nodes, source, positions, path, extensions: { code: told.code } });
};
