import { type ApiKey, createApiKeyAuthenticator } from './api-keys.ts';
import { createJwtAuthenticator, type JwtSettings } from './jwt.ts';

/** Who asks, as their credentials prove it. */
export interface Identity {
  /** Begins with the kind of credentials, so that no subject can be named like another kind's, or `anonymous`. */
  readonly viewer: string;
  /** Epoch milliseconds after which the credentials are worth nothing; null when they do not expire. */
  readonly expiresAt: number | null;
}

/** Turns credentials into viewers. */
export interface Authenticator {
  /**
   * @param authorization `Bearer …`: the HTTP header, or the same text in a socket's `connectionParams`.
   * @throws UnauthenticatedError, or AuthUnavailableError when it cannot be told.
   */
  authenticate(authorization: string | null): Promise<Identity>;
}

export type AuthSettings =
  | { readonly kind: 'none' }
  | { readonly kind: 'api-key'; readonly keys: readonly ApiKey[] }
  | ({ readonly kind: 'jwt' } & JwtSettings);

const anonymous: Identity = { viewer: 'anonymous', expiresAt: null };

export const createAuthenticator = (settings: AuthSettings): Authenticator => {
  switch (settings.kind) {
    case 'none':
      return { authenticate: () => Promise.resolve(anonymous) };
    case 'api-key':
      return createApiKeyAuthenticator(settings.keys);
    case 'jwt':
      return createJwtAuthenticator(settings);
  }
};
