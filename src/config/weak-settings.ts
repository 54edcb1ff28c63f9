import type { Environment } from './environment.ts';
import { isPattern } from './origins.ts';

/** HS256 needs a secret at least as long as its digest (RFC 7518, 3.2). */
const HS256_BYTES = 32;

/**
 * A warning for each setting that works but should be changed. Warnings show no values.
 *
 * @param models the names that may be bought; null: any.
 */
export const findWeakSettings = (env: Environment, models: readonly string[] | null): string[] => {
  const { AUTH, JWT_SECRET: secret, KIE_DIALECT, KIE_WEBHOOK_HMAC_KEY: hmacKey } = env;
  const weaknesses: [boolean, string][] = [
    [
      AUTH === 'jwt' && secret !== undefined && Buffer.byteLength(secret) < HS256_BYTES,
      `JWT_SECRET should have ${HS256_BYTES} bytes or more: shorter ones can be guessed from a token.`,
    ],
    [
      KIE_DIALECT === 'sunoapi' && hmacKey !== undefined,
      'KIE_WEBHOOK_HMAC_KEY rejects every unsigned callback, and sunoapi is not known to sign callbacks.',
    ],
    [
      env.CORS_ORIGINS?.some(isPattern) === true,
      'CORS_ORIGINS has a pattern, which never matches: origins are compared letter for letter, so list each one.',
    ],
    [
      env.TRUSTED_DOCUMENTS?.size === 0,
      'TRUSTED_DOCUMENTS names a file without documents: no GraphQL request can run.',
    ],
    [
      models?.includes(env.DEFAULT_MODEL) === false,
      'DEFAULT_MODEL is not among MODELS: purchases that name no model are refused.',
    ],
  ];
  return weaknesses.filter(([isWeak]) => isWeak).map(([, line]) => line);
};
