import { GraphQLError } from 'graphql';

export interface RequestErrorOptions {
  /** Of the HTTP answer; 400 by default. */
  readonly status?: number;
  /** Goes along on HTTP only. */
  readonly headers?: Readonly<Record<string, string>>;
  /** Seconds after which the same may work. */
  readonly retryAfter?: number;
}

/**
 * Trouble with the call itself, told to the caller by `extensions.code`. Extensions named `http` steer the HTTP answer
 * and are never sent. Without a cause, ever: an error that has one is judged by it, and masked.
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
