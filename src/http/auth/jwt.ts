import { setTimeout as wait } from 'node:timers/promises';
import { createRemoteJWKSet, errors, type JWTPayload, type JWTVerifyGetKey, jwtVerify } from 'jose';
import { type Authenticator, AuthUnavailableError, readBearer, UnauthenticatedError } from './authenticator.ts';

export interface JwtSettings {
  /** Where the keys are published, or the secret that all share (HS256). */
  readonly verification: { readonly jwksUrl: string } | { readonly secret: string };
  /** Null: not checked. */
  readonly issuer: string | null;
  /** Null: not checked. */
  readonly audience: string | null;
}

/** Published keys are public ones: a token that claims HMAC with one of them as the secret is forged. */
const PUBLIC_KEY_ALGORITHMS = [
  'RS256',
  'RS384',
  'RS512',
  'PS256',
  'PS384',
  'PS512',
  'ES256',
  'ES384',
  'ES512',
  'EdDSA',
];

/** Keys are fetched anew after this, or when a token names one that is not among them. */
const JWKS_MAX_AGE_MS = 600_000;
/** Tokens with made-up key ids must not make us ask more often than this. */
const JWKS_COOLDOWN_MS = 500;
const JWKS_TIMEOUT_MS = 5_000;

const createKeySource = (jwksUrl: string): JWTVerifyGetKey => {
  const jwks = createRemoteJWKSet(new URL(jwksUrl), {
    cacheMaxAge: JWKS_MAX_AGE_MS,
    cooldownDuration: JWKS_COOLDOWN_MS,
    timeoutDuration: JWKS_TIMEOUT_MS,
  });
  return async (header, token) => {
    try {
      return await jwks(header, token);
    } catch (error) {
      // A key may have been rotated in since the fetch that we just made: wait until we may ask again, and do, once.
      if (!(error instanceof errors.JWKSNoMatchingKey) || !jwks.coolingDown) throw error;
      await wait(JWKS_COOLDOWN_MS, undefined, { ref: false });
      return jwks(header, token);
    }
  };
};

/** Errors that say that the token is at fault; any other says that we could not check it. */
const TOKEN_ERRORS = [
  errors.JWTClaimValidationFailed,
  errors.JWTInvalid,
  errors.JWSInvalid,
  errors.JWSSignatureVerificationFailed,
  errors.JOSEAlgNotAllowed,
  errors.JOSENotSupported,
  errors.JWKSNoMatchingKey,
  errors.JWKSMultipleMatchingKeys,
];

const toAuthError = (error: unknown): Error => {
  if (error instanceof errors.JWTExpired) return new UnauthenticatedError('expired', { cause: error });
  if (TOKEN_ERRORS.some((kind) => error instanceof kind)) return new UnauthenticatedError('invalid', { cause: error });
  return new AuthUnavailableError('The keys that tokens are checked with cannot be had.', { cause: error });
};

/** A store keeps UTF-8, where all unpaired surrogates become one character, and their subjects one viewer. */
const isSubject = (sub: unknown): sub is string => typeof sub === 'string' && sub.trim() !== '' && sub.isWellFormed();

export const createJwtAuthenticator = ({ verification, issuer, audience }: JwtSettings): Authenticator => {
  const expectations = {
    ...(issuer === null ? {} : { issuer }),
    ...(audience === null ? {} : { audience }),
    requiredClaims: ['sub'],
  };
  const secret = 'secret' in verification ? new TextEncoder().encode(verification.secret) : null;
  const keySource = 'jwksUrl' in verification ? createKeySource(verification.jwksUrl) : null;

  const verify = async (token: string): Promise<JWTPayload> => {
    if (secret) return (await jwtVerify(token, secret, { ...expectations, algorithms: ['HS256'] })).payload;
    if (keySource === null) throw new TypeError('JWT settings name neither keys nor a secret.');
    return (await jwtVerify(token, keySource, { ...expectations, algorithms: PUBLIC_KEY_ALGORITHMS })).payload;
  };

  return {
    async authenticate(authorization) {
      const token = readBearer(authorization);
      const { sub, exp } = await verify(token).catch((error: unknown) => {
        throw toAuthError(error);
      });
      if (!isSubject(sub)) throw new UnauthenticatedError('invalid');
      return { viewer: `jwt:${sub}`, expiresAt: exp === undefined ? null : exp * 1_000 };
    },
  };
};
