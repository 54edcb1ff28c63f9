import type { Environment } from './environment.ts';

/** HS256 wants a secret as long as its digests (RFC 7518, 3.2). */
const HS256_BYTES = 32;

/** What works, and should not stay as it is: a line each, which shows no value. */
export const findWeakSettings = (env: Environment): string[] => {
  const { AUTH, JWT_SECRET: secret, KIE_DIALECT, KIE_WEBHOOK_HMAC_KEY: hmacKey } = env;
  const weaknesses: [boolean, string][] = [
    [
      AUTH === 'jwt' && secret !== undefined && Buffer.byteLength(secret) < HS256_BYTES,
      `JWT_SECRET should have ${HS256_BYTES} bytes or more: shorter ones can be guessed from a token.`,
    ],
    [
      KIE_DIALECT === 'sunoapi' && hmacKey !== undefined,
      'KIE_WEBHOOK_HMAC_KEY has every unsigned callback refused, and sunoapi is not known to sign any.',
    ],
  ];
  return weaknesses.filter(([isWeak]) => isWeak).map(([, line]) => line);
};
