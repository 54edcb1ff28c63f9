import { createHash, timingSafeEqual } from 'node:crypto';
import { type Authenticator, type Identity, readBearer, UnauthenticatedError } from './authenticator.ts';

/** A key and whose it is. One viewer may have several, while an old one is being replaced. */
export interface ApiKey {
  readonly viewer: string;
  /** The secret, or `sha256:` and the hex digest of it. */
  readonly key: string;
}

const DIGEST = /^sha256:([0-9a-f]{64})$/i;

const digestOf = (secret: string): Buffer => createHash('sha256').update(secret).digest();

const storedDigest = (key: string): Buffer => {
  const hex = DIGEST.exec(key)?.[1];
  return hex === undefined ? digestOf(key) : Buffer.from(hex, 'hex');
};

/** Only digests are kept, so that a dump of our memory opens no handler. */
export const createApiKeyAuthenticator = (keys: readonly ApiKey[]): Authenticator => {
  const known = keys.map(({ viewer, key }): { digest: Buffer; identity: Identity } => ({
    digest: storedDigest(key),
    identity: { viewer: `key:${viewer}`, expiresAt: null },
  }));

  return {
    async authenticate(authorization) {
      const presented = digestOf(readBearer(authorization));
      // Every key is looked at, found or not: the time taken tells nothing about which one matched.
      let identity: Identity | null = null;
      for (const candidate of known) {
        if (timingSafeEqual(candidate.digest, presented)) identity = candidate.identity;
      }
      if (identity === null) throw new UnauthenticatedError('invalid');
      return identity;
    },
  };
};
