import type { GraphQLError } from 'graphql';
import { requestError } from '../graphql/request-error.ts';
import { AuthUnavailableError, UnauthenticatedError } from './authenticator.ts';

/** Seconds after which a client may try again. */
const RETRY_AFTER = 5;

/** The request error for an error of an authenticator; null for any other error. */
export const authRequestError = (error: unknown): GraphQLError | null => {
  if (error instanceof AuthUnavailableError) {
    return requestError('AUTH_UNAVAILABLE', 'Credentials cannot be checked at the moment; try again shortly.', {
      status: 503,
      retryAfter: RETRY_AFTER,
    });
  }
  if (!(error instanceof UnauthenticatedError)) return null;
  const challenge = error.reason === 'missing' ? 'Bearer' : 'Bearer error="invalid_token"';
  return requestError('UNAUTHENTICATED', error.message, { status: 401, headers: { 'www-authenticate': challenge } });
};
