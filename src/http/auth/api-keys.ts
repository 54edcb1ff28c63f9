import { hash } from 'node:crypto';
import { createBoundedCache } from '../../bounded-cache.ts';
import { type Authenticator, type Identity, readBearer, UnauthenticatedError } from './authenticator.ts';

/** An API key of a viewer. A viewer may have several keys, e.g. while an old one is replaced. */
export interface ApiKey {
  readonly viewer: string;
  /** SHA-256 of the secret, in hexadecimal digits. */
  readonly digest: string;
}

/** Characters of the headers that are kept: some ten thousand headers. */
const MAX_KEPT_LENGTH = 1_000_000;

/**
 * Finds a key by the digest of what was presented. The time that takes depends on the digest alone, of which a client cannot
 * choose a single digit without knowing the secret: it tells nothing about a secret. A header that proved a viewer is kept,
 * for keys do not change while the process runs: see docs/decisions/086-headers-that-proved-a-viewer.md.
 */
export const createApiKeyAuthenticator = (keys: readonly ApiKey[]): Authenticator => {
  const identities = new Map<string, Identity>(
    keys.map(({ viewer, digest }) => [digest.toLowerCase(), { viewer: `key:${viewer}`, expiresAt: null }]),
  );
  const proven = createBoundedCache<string, Identity>(MAX_KEPT_LENGTH);

  const prove = (authorization: string | null): Identity => {
    const identity = identities.get(hash('sha256', readBearer(authorization), 'hex'));
    if (identity === undefined) throw new UnauthenticatedError('invalid');
    if (authorization !== null) proven.set(authorization, identity, authorization.length);
    return identity;
  };

  return {
    authenticate: async (authorization) => proven.get(authorization ?? '') ?? prove(authorization),
  };
};
