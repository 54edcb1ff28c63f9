import { type ApiKey, createApiKeyAuthenticator } from './api-keys.ts';
import type { Authenticator, Identity } from './authenticator.ts';
import { createJwtAuthenticator, type JwtSettings } from './jwt.ts';

/** The setting `AUTH` with everything that belongs to it: how viewers authenticate. */
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
