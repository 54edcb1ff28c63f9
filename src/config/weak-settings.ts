import { PUBLISHED_MODELS } from '../domain/operations/index.ts';
import { type Environment, isProtected } from './environment.ts';
import { isPattern } from './origins.ts';

/** HS256 needs a secret at least as long as its digest (RFC 7518, 3.2). */
const HS256_BYTES = 32;
/** API keys have no rate limit that would stop guessing. 16 random characters cannot be guessed. */
const API_KEY_LENGTH = 16;
/** Below this the provider's own limits, or a slow network, decide instead of the setting. */
const SHORTEST_MS = 1_000;

/** As long as a callback token, which is looked for in what the provider repeats of callback URLs. */
const LIKE_A_TOKEN = /\/[\w-]{64}(?:\/|$)/;

/** A warning for each setting that works but should be changed. Warnings show no values. */
export const findWeakSettings = (env: Environment): string[] => {
  const { AUTH, JWT_SECRET: secret, KIE_DIALECT, KIE_WEBHOOK_HMAC_KEY: hmacKey } = env;
  const models = env.MODELS ?? PUBLISHED_MODELS;
  const isProduction = env.NODE_ENV === 'production';
  const tooShort = (['POLL_AFTER_MS', 'POLL_MAX_INTERVAL_MS', 'UPSTREAM_TIMEOUT_MS'] as const).filter(
    (name) => isProduction && env[name] < SHORTEST_MS,
  );
  const weaknesses: [boolean, string][] = [
    [
      AUTH === 'jwt' && secret !== undefined && Buffer.byteLength(secret) < HS256_BYTES,
      `JWT_SECRET should have ${HS256_BYTES} bytes or more: shorter ones can be guessed from a token.`,
    ],
    [
      AUTH === 'api-key' && env.API_KEYS?.some(({ key }) => key.length < API_KEY_LENGTH) === true,
      `API_KEYS should have secrets of ${API_KEY_LENGTH} characters or more: shorter ones can be guessed.`,
    ],
    [
      isProduction && !isProtected(env.KIE_API_URL),
      'KIE_API_URL should be https: over http the API key can be read on the network.',
    ],
    [
      isProduction && env.KIE_UPLOAD_URL !== undefined && !isProtected(env.KIE_UPLOAD_URL),
      'KIE_UPLOAD_URL should be https: over http the API key can be read on the network.',
    ],
    [
      LIKE_A_TOKEN.test(new URL(env.PUBLIC_URL ?? 'http://localhost').pathname),
      'PUBLIC_URL should have no path segment of 64 letters and digits: it is taken for the token of a callback URL.',
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
      !models.includes(env.DEFAULT_MODEL) && !models.includes('*'),
      'DEFAULT_MODEL is not among MODELS: purchases that name no model are refused.',
    ],
    [
      env.REDIS_URL === undefined && !env.DATABASE_URL.startsWith('file:'),
      'REDIS_URL is not set: a second gateway on this database would exceed UPSTREAM_RATE and be told of changes late.',
    ],
    [
      env.TASK_RETENTION_DAYS > 0 && env.TASK_RETENTION_DAYS < env.MEDIA_RETENTION_DAYS,
      'TASK_RETENTION_DAYS is below MEDIA_RETENTION_DAYS: tasks are deleted before their files, and an equal one is bought again.',
    ],
    ...tooShort.map((name): [boolean, string] => [true, `${name} should be ${SHORTEST_MS} or more.`]),
  ];
  return weaknesses.filter(([isWeak]) => isWeak).map(([, line]) => line);
};
