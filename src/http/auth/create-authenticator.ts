import type { OutgoingProxies } from '../../outgoing-proxies.ts';
import { type ApiKey, createApiKeyAuthenticator } from './api-keys.ts';
import type { Authenticator, Identity } from './authenticator.ts';
import type { JwtSettings } from './jwt.ts';

/** The setting `AUTH` with everything that belongs to it: how viewers authenticate. */
export type AuthSettings =
  | { readonly kind: 'none' }
  | { readonly kind: 'api-key'; readonly keys: readonly ApiKey[] }
  | ({ readonly kind: 'jwt' } & JwtSettings);

const anonymous: Identity = { viewer: 'anonymous', expiresAt: null };

/**
 * The libraries for tokens are loaded only where tokens are accepted.
 *
 * @param proxies the way to the token issuer; null: a direct one.
 */
export const createAuthenticator = async (
  settings: AuthSettings,
  proxies: OutgoingProxies | null = null,
): Promise<Authenticator> => {
  switch (settings.kind) {
    case 'none':
      return { authenticate: () => Promise.resolve(anonymous) };
    case 'api-key':
      return createApiKeyAuthenticator(settings.keys);
    case 'jwt': {
      const { createJwtAuthenticator } = await import('./jwt.ts');
      return createJwtAuthenticator(settings, proxies);
    }
  }
};
