import { hash } from 'node:crypto';
import { type Authenticator, type Identity, readBearer, UnauthenticatedError } from './authenticator.ts';

/** An API key of a viewer. A viewer may have several keys, e.g. while an old one is replaced. */
export interface ApiKey {
  readonly viewer: string;
  /** SHA-256 of the secret, in hexadecimal digits. */
  readonly digest: string;
}

/**
 * Finds a key by the digest of what was presented. The time that takes depends on the digest alone, of which a client cannot
 * choose a single digit without knowing the secret: it tells nothing about a secret.
 */
export const createApiKeyAuthenticator = (keys: readonly ApiKey[]): Authenticator => {
  const identities = new Map<string, Identity>(
    keys.map(({ viewer, digest }) => [digest.toLowerCase(), { viewer: `key:${viewer}`, expiresAt: null }]),
  );

  return {
    async authenticate(authorization) {
      const identity = identities.get(hash('sha256', readBearer(authorization), 'hex'));
      if (identity === undefined) throw new UnauthenticatedError('invalid');
      return identity;
    },
  };
};
