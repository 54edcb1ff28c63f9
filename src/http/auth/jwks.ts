import { setTimeout as wait } from 'node:timers/promises';
import {
  createLocalJWKSet,
  createRemoteJWKSet,
  customFetch,
  errors,
  type JSONWebKeySet,
  type JWKSCacheInput,
  type JWTVerifyGetKey,
  jwksCache,
} from 'jose';
import type { OutgoingProxies } from '../../outgoing-proxies.ts';
import { createJwksFetch } from './jwks-fetch.ts';

/** Keys are fetched again after this time, or when a token names an unknown key. */
const MAX_AGE_MS = 600_000;
/** The shortest time between two fetches, so that tokens with invented key ids do not cause more of them. */
const COOLDOWN_MS = 500;
const TIMEOUT_MS = 5_000;
/** How long known keys stay valid while the issuer cannot be reached. */
const OUTAGE_MS = 86_400_000;
/** The time between two attempts to reach the issuer during an outage. */
const RETRY_MS = 10_000;

/** Errors that are about the token. Any other error means that the keys could not be fetched. */
const isAboutToken = (error: unknown): boolean =>
  error instanceof errors.JWKSNoMatchingKey ||
  error instanceof errors.JWKSMultipleMatchingKeys ||
  error instanceof errors.JOSENotSupported;

/** The keys of the last fetch, for an outage of the issuer. */
const createKnownKeys = (cache: JWKSCacheInput) => {
  let jwks: JSONWebKeySet | undefined;
  let find: JWTVerifyGetKey | undefined;
  return (): JWTVerifyGetKey | undefined => {
    if (!('jwks' in cache) || Date.now() - cache.uat > OUTAGE_MS) return undefined;
    if (cache.jwks !== jwks || find === undefined) {
      jwks = cache.jwks;
      find = createLocalJWKSet(cache.jwks);
    }
    return find;
  };
};

/** When the keys were fetched, epoch milliseconds; null when jose would fetch them before it uses them. */
const freshSince = (cache: JWKSCacheInput): number | null =>
  'jwks' in cache && Date.now() - cache.uat < MAX_AGE_MS ? cache.uat : null;

/** The keys that an issuer publishes. */
export interface KeySource {
  /** Finds the key of a token. Known keys outlive an outage of their issuer by a day. */
  readonly find: JWTVerifyGetKey;
  /** Changes with the keys; null when they have to be fetched before the next use. */
  version(): number | null;
}

export const createKeySource = (jwksUrl: string, proxies: OutgoingProxies | null): KeySource => {
  // jose writes the keys of each fetch, and its time, into this object.
  const cache: JWKSCacheInput = {};
  const jwks = createRemoteJWKSet(new URL(jwksUrl), {
    cacheMaxAge: MAX_AGE_MS,
    cooldownDuration: COOLDOWN_MS,
    timeoutDuration: TIMEOUT_MS,
    [jwksCache]: cache,
    ...(proxies === null ? {} : { [customFetch]: createJwksFetch(proxies) }),
  });
  const knownKeys = createKnownKeys(cache);
  let unreachableUntil = 0;

  const fetchKey: JWTVerifyGetKey = async (header, token) => {
    try {
      return await jwks(header, token);
    } catch (error) {
      // The issuer may have added a key since the last fetch: wait until the next fetch is allowed, and try once more.
      if (!(error instanceof errors.JWKSNoMatchingKey) || !jwks.coolingDown) throw error;
      await wait(COOLDOWN_MS, undefined, { ref: false });
      return jwks(header, token);
    }
  };

  const find: JWTVerifyGetKey = async (header, token) => {
    const isOutage = Date.now() < unreachableUntil;
    let findKnown = isOutage ? knownKeys() : undefined;
    if (findKnown === undefined) {
      try {
        return await fetchKey(header, token);
      } catch (error) {
        findKnown = knownKeys();
        if (isAboutToken(error) || findKnown === undefined) throw error;
        unreachableUntil = Date.now() + RETRY_MS;
      }
    }
    try {
      return await findKnown(header, token);
    } catch (cause) {
      // Perhaps the token has a new key: that cannot be told before the issuer is back.
      throw new Error('The issuer cannot be reached, and the key of the token is not known.', { cause });
    }
  };

  return {
    find,
    version: () => freshSince(cache),
  };
};
