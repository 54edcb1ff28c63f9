import { GraphQLError, type GraphQLFormattedError } from 'graphql';
import type { Caller } from './caller.ts';

/** What schema/errors.ts makes of an error: one that a client may see, or null for an unexpected one. */
export type ToGraphQLError = (error: unknown) => GraphQLError | null;

/** Makes of errors what a client may see of them: few, without internals, each with a code. */
export type PresentErrors = (
  errors: readonly unknown[],
  { requestId, logger }: Pick<Caller, 'requestId' | 'logger'>,
) => GraphQLFormattedError[];

/** A client that does everything wrong a thousand times need not be told each time. */
const MAX_ERRORS = 5;

/** What no other request would have changed. */
const FAULTS_OF_OURS: ReadonlySet<unknown> = new Set([
  'INTERNAL_SERVER_ERROR',
  'STORE_UNAVAILABLE',
  'UPSTREAM_UNAVAILABLE',
]);

/** Whether an error, as it is told, is nothing that the client could mend. */
export const isFaultOfOurs = ({ extensions }: GraphQLFormattedError): boolean =>
  FAULTS_OF_OURS.has(extensions?.['code']);

const told = (error: GraphQLError): GraphQLFormattedError => {
  const { message, locations, path, extensions } = error.toJSON();
  const { http: _http, unexpected: _unexpected, ...rest } = extensions ?? {};
  // graphql-js gives no code to its own errors: those that may be told are about what the client sent.
  const code = rest['code'] === undefined ? { code: 'BAD_USER_INPUT' } : {};
  return {
    message,
    ...(locations === undefined ? {} : { locations }),
    ...(path === undefined ? {} : { path }),
    extensions: { ...code, ...rest },
  };
};

/** What was thrown, below what executors wrapped around it. */
const rootOf = (error: unknown): unknown =>
  error instanceof GraphQLError ? (error.originalError ?? error.cause ?? error) : error;

export const createErrorPresenter =
  (toGraphQLError: ToGraphQLError): PresentErrors =>
  (errors, { requestId, logger }) =>
    errors.slice(0, MAX_ERRORS).map((error) => {
      const { path, nodes } = error instanceof GraphQLError ? error : {};
      const known = toGraphQLError(error);
      if (known) {
        const answer = told(known);
        if (!isFaultOfOurs(answer)) return answer;
        // The client learns that it is us and no more; why is for the operator, who finds it by the request id.
        logger.warn({ path, err: rootOf(error) }, 'cannot answer at the moment');
        return { ...answer, extensions: { ...answer.extensions, requestId } };
      }
      logger.error({ path, err: rootOf(error) }, 'unexpected error');
      const extensions = { code: 'INTERNAL_SERVER_ERROR', requestId };
      return new GraphQLError('Unexpected error.', { nodes, path, extensions }).toJSON();
    });
