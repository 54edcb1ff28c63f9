import { GraphQLError, type GraphQLErrorOptions, type GraphQLFormattedError } from 'graphql';
import type { Caller } from './caller.ts';

/** Finds what a client may see of an error; null for an unexpected error. `src/schema/errors.ts` implements it. */
export type ToGraphQLError = (error: unknown) => GraphQLError | null;

/** Converts errors to what the client sees: at most a few, without internals, each with a code. */
export type PresentErrors = (
  errors: readonly unknown[],
  { requestId, logger }: Pick<Caller, 'requestId' | 'logger'>,
) => GraphQLFormattedError[];

/** Errors in one response: a request can be wrong in a thousand places. */
export const MAX_ERRORS = 5;

/** Characters of a message. Messages of graphql-js repeat the client's input. */
const MAX_MESSAGE_CHARACTERS = 500;

const shorten = (message: string): string =>
  message.length <= MAX_MESSAGE_CHARACTERS
    ? message
    : `${message.slice(0, MAX_MESSAGE_CHARACTERS - 1).toWellFormed()}…`;

/** Codes of server-side failures. The client cannot fix these by changing its request. */
const SERVER_FAILURES: ReadonlySet<unknown> = new Set([
  'INTERNAL_SERVER_ERROR',
  'STORE_UNAVAILABLE',
  'UPSTREAM_UNAVAILABLE',
]);

/** Whether a presented error is a server-side failure. */
export const isServerFailure = ({ extensions }: GraphQLFormattedError): boolean =>
  SERVER_FAILURES.has(extensions?.['code']);

const toFormatted = (error: GraphQLError): GraphQLFormattedError => {
  const { message, locations, path, extensions } = error.toJSON();
  const { http: _http, unexpected: _unexpected, ...rest } = extensions ?? {};
  // Errors of graphql-js have no code. The ones that a client may see are about what it sent.
  const code = rest['code'] === undefined ? { code: 'BAD_USER_INPUT' } : {};
  return {
    message: shorten(message),
    ...(locations === undefined ? {} : { locations }),
    ...(path === undefined ? {} : { path }),
    extensions: { ...code, ...rest },
  };
};

/** A masked error: the client sees the request id and nothing else; the log has the rest under that id. */
export const maskedError = (
  requestId: string,
  place: Pick<GraphQLErrorOptions, 'nodes' | 'path'> = {},
): GraphQLFormattedError =>
  new GraphQLError('Unexpected error.', {
    ...place,
    extensions: { code: 'INTERNAL_SERVER_ERROR', requestId },
  }).toJSON();

/** The error that was thrown, without the GraphQLError that the executor wrapped around it. */
const causeOf = (error: unknown): unknown =>
  error instanceof GraphQLError ? (error.originalError ?? error.cause ?? error) : error;

export const createErrorPresenter =
  (toGraphQLError: ToGraphQLError): PresentErrors =>
  (errors, { requestId, logger }) =>
    errors.slice(0, MAX_ERRORS).map((error) => {
      const { path, nodes } = error instanceof GraphQLError ? error : {};
      const known = toGraphQLError(error);
      if (known) {
        const formatted = toFormatted(known);
        if (!isServerFailure(formatted)) return formatted;
        // The client learns only that it is a server-side failure. The log has the cause, under the request id.
        logger.warn({ path, err: causeOf(error) }, 'cannot answer at the moment');
        return { ...formatted, extensions: { ...formatted.extensions, requestId } };
      }
      logger.error({ path, err: causeOf(error) }, 'unexpected error');
      return maskedError(requestId, { nodes, path });
    });
