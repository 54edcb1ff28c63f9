import { createHash, timingSafeEqual } from 'node:crypto';
import { type Authenticator, type Identity, readBearer, UnauthenticatedError } from './authenticator.ts';

/** An API key of a viewer. A viewer may have several keys, e.g. while an old one is replaced. */
export interface ApiKey {
  readonly viewer: string;
  /** SHA-256 of the secret, in hexadecimal digits. */
  readonly digest: string;
}

/** Compares digests, which have one length: the time taken tells nothing about a secret. */
export const createApiKeyAuthenticator = (keys: readonly ApiKey[]): Authenticator => {
  const known = keys.map(({ viewer, digest }): { digest: Buffer; identity: Identity } => ({
    digest: Buffer.from(digest, 'hex'),
    identity: { viewer: `key:${viewer}`, expiresAt: null },
  }));

  return {
    async authenticate(authorization) {
      const presented = createHash('sha256').update(readBearer(authorization)).digest();
      // Compares with every key, so that the time taken does not tell which key matched.
      let identity: Identity | null = null;
      for (const candidate of known) {
        if (timingSafeEqual(candidate.digest, presented)) identity = candidate.identity;
      }
      if (identity === null) throw new UnauthenticatedError('invalid');
      return identity;
    },
  };
};
