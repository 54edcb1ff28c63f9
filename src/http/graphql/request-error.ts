import { GraphQLError } from 'graphql';

export interface RequestErrorOptions {
  /** Status of the HTTP response; 400 by default. */
  readonly status?: number;
  /** Headers of the HTTP response. */
  readonly headers?: Readonly<Record<string, string>>;
  /** Seconds after which the client may try again. */
  readonly retryAfter?: number;
}

/**
 * Creates a request error: an error of the GraphQL request itself, with a code in `extensions.code`. The extension `http`
 * sets status and headers of an HTTP response and is never sent. A request error has no cause: errors with a cause are
 * presented by their cause, or masked.
 */
export const requestError = (code: string, message: string, options: RequestErrorOptions = {}): GraphQLError => {
  const { status = 400, headers, retryAfter } = options;
  const http = {
    status,
    headers: { ...headers, ...(retryAfter === undefined ? {} : { 'retry-after': String(Math.ceil(retryAfter)) }) },
  };
  return new GraphQLError(message, {
    extensions: { code, ...(retryAfter === undefined ? {} : { retryAfter }), http },
  });
};
