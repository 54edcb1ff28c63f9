import { createHash, timingSafeEqual } from 'node:crypto';
import { type Authenticator, type Identity, readBearer, UnauthenticatedError } from './authenticator.ts';

/** An API key of a viewer. A viewer may have several keys, e.g. while an old one is replaced. */
export interface ApiKey {
  readonly viewer: string;
  /** The secret itself, or `sha256:` and its hex digest. */
  readonly key: string;
}

const DIGEST = /^sha256:([0-9a-f]{64})$/i;

const digestOf = (secret: string): Buffer => createHash('sha256').update(secret).digest();

const storedDigest = (key: string): Buffer => {
  const hex = DIGEST.exec(key)?.[1];
  return hex === undefined ? digestOf(key) : Buffer.from(hex, 'hex');
};

/** Keeps digests only: a memory dump then holds no usable key. */
export const createApiKeyAuthenticator = (keys: readonly ApiKey[]): Authenticator => {
  const known = keys.map(({ viewer, key }): { digest: Buffer; identity: Identity } => ({
    digest: storedDigest(key),
    identity: { viewer: `key:${viewer}`, expiresAt: null },
  }));

  return {
    async authenticate(authorization) {
      const presented = digestOf(readBearer(authorization));
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
