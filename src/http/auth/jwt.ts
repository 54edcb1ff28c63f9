import { errors, type JWTPayload, jwtVerify } from 'jose';
import type { OutgoingProxies } from '../../outgoing-proxies.ts';
import { type Authenticator, AuthUnavailableError, readBearer, UnauthenticatedError } from './authenticator.ts';
import { createKeySource } from './jwks.ts';
import { createVerifyOnce, type VerifiedToken } from './verified-tokens.ts';

export interface JwtSettings {
  /** URL of the issuer's published keys, or the shared secret (HS256). */
  readonly verification: { readonly jwksUrl: string } | { readonly secret: string };
  /** Null: not verified. */
  readonly issuer: string | null;
  /** Null: not verified. */
  readonly audience: string | null;
}

/** Algorithms of published keys. No HMAC: a token that is signed with a public key as the secret is forged. */
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

/** By how much the clocks of the issuer and of this machine may differ, in seconds. */
const CLOCK_TOLERANCE_S = 10;

/** When a token with this `exp` claim ends. Within the tolerance of an expired token, that is the end of the tolerance. */
const expiryOf = (exp: number, now: number): number => (exp * 1_000 > now ? exp : exp + CLOCK_TOLERANCE_S) * 1_000;

/** Errors of jose that mean an invalid token. Any other error means that the token could not be verified. */
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
  return new AuthUnavailableError('The keys of the token issuer cannot be fetched.', { cause: error });
};

/**
 * A subject must be well-formed Unicode: a store keeps UTF-8, which turns all unpaired surrogates into the same character,
 * and so would turn different subjects into the same viewer.
 */
const isSubject = (sub: unknown): sub is string => typeof sub === 'string' && sub.trim() !== '' && sub.isWellFormed();

/** @param proxies the way to the issuer's keys; null: a direct one. */
export const createJwtAuthenticator = (
  { verification, issuer, audience }: JwtSettings,
  proxies: OutgoingProxies | null,
): Authenticator => {
  const expectations = {
    ...(issuer === null ? {} : { issuer }),
    ...(audience === null ? {} : { audience }),
    requiredClaims: ['sub'],
    clockTolerance: CLOCK_TOLERANCE_S,
  };
  const secret = 'secret' in verification ? new TextEncoder().encode(verification.secret) : null;
  const keySource = 'jwksUrl' in verification ? createKeySource(verification.jwksUrl, proxies) : null;

  const verify = async (token: string): Promise<JWTPayload> => {
    if (secret) return (await jwtVerify(token, secret, { ...expectations, algorithms: ['HS256'] })).payload;
    if (keySource === null) throw new TypeError('JWT settings name neither keys nor a secret.');
    return (await jwtVerify(token, keySource.find, { ...expectations, algorithms: PUBLIC_KEY_ALGORITHMS })).payload;
  };

  const verifyClaims = async (token: string): Promise<VerifiedToken> => {
    const { sub, exp = null } = await verify(token).catch((error: unknown) => {
      throw toAuthError(error);
    });
    if (!isSubject(sub)) throw new UnauthenticatedError('invalid');
    return { sub, exp };
  };

  const verifyOnce = createVerifyOnce(CLOCK_TOLERANCE_S, () => (keySource === null ? 0 : keySource.version()));

  return {
    async authenticate(authorization) {
      const now = Date.now();
      const { sub, exp } = await verifyOnce(readBearer(authorization), now, verifyClaims);
      return { viewer: `jwt:${sub}`, expiresAt: exp === null ? null : expiryOf(exp, now) };
    },
  };
};
