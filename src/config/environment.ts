import { z } from 'zod';
import { PRICE_NAMES } from '../domain/operations/index.ts';
import { apiKeys } from './api-keys.ts';
import { jobs } from './jobs.ts';
import { origins } from './origins.ts';
import { publishedPrices } from './published-prices.ts';
import * as read from './readers.ts';
import { telemetryVariables } from './telemetry.ts';
import { trustedDocuments } from './trusted-documents.ts';

/** Every variable that the gateway reads. For people: README.md and docs/settings.md. */
export const environment = z.object({
  NODE_ENV: z
    .enum(['production', 'development', 'test'], 'must be production, development or test')
    .default('production'),
  PORT: read.integer(0, 65_535).default(4_000),
  HOST: read.host.optional(),
  PUBLIC_URL: read.baseUrl.optional(),
  ALLOW_INSECURE_PUBLIC_URL: read.flag.default(false),
  KIE_API_URL: read.baseUrl.default('https://api.kie.ai'),
  KIE_API_KEY: read.headerValue,
  KIE_DIALECT: z.enum(['kie', 'sunoapi'], 'must be kie or sunoapi').default('kie'),
  KIE_UPLOAD_URL: read.baseUrl.optional(),
  MAX_UPLOAD_BYTES: read.integer(1, 2_147_483_647).default(104_857_600),
  KIE_JOBS: jobs.default([]),
  KIE_WEBHOOK_HMAC_KEY: read.words.optional(),
  CALLBACK_SECRET: read.list
    .refine((items) => items.length > 0 && items.every((item) => item.length >= 32), {
      error: 'must be secrets of at least 32 characters, separated by commas',
    })
    .optional(),
  DATABASE_URL: read.databaseUrl.default('file:./data/stemgate.db'),
  REDIS_URL: read.redisUrl.optional(),
  AUTH: z.enum(['none', 'api-key', 'jwt'], 'must be none, api-key or jwt').optional(),
  API_KEYS: apiKeys.optional(),
  JWT_JWKS_URL: read.httpUrl.optional(),
  JWT_SECRET: read.words.optional(),
  JWT_ISSUER: read.words.optional(),
  JWT_AUDIENCE: read.words.optional(),
  CORS_ORIGINS: origins.optional(),
  POLL_AFTER_MS: read.milliseconds.default(30_000),
  POLL_MAX_INTERVAL_MS: read.milliseconds.default(120_000),
  SUBMISSION_DEADLINE_MS: read.milliseconds.default(3_600_000),
  TASK_DEADLINE_MS: read.milliseconds.default(7_200_000),
  HTTPS_PROXY: read.proxyUrl.optional(),
  https_proxy: read.proxyUrl.optional(),
  HTTP_PROXY: read.proxyUrl.optional(),
  http_proxy: read.proxyUrl.optional(),
  NO_PROXY: read.words.optional(),
  no_proxy: read.words.optional(),
  UPSTREAM_TIMEOUT_MS: read.milliseconds.default(15_000),
  UPSTREAM_RATE: read.rate.default({ limit: 20, windowMs: 10_000 }),
  INTROSPECTION: read.flag.optional(),
  GRAPHIQL: read.flag.optional(),
  TRUSTED_DOCUMENTS: trustedDocuments.optional(),
  KEEP_ALIVE_MS: read.milliseconds.default(65_000),
  SHUTDOWN_GRACE_MS: read.milliseconds.default(20_000),
  PRICES: read
    .prices(PRICE_NAMES)
    .default({})
    .transform((given): Record<string, number> => ({ ...publishedPrices(PRICE_NAMES), ...given })),
  DEFAULT_MODEL: read.modelName.default('V5'),
  MODELS: read.list.refine((items) => items.length > 0, 'must name a model, or be *').optional(),
  MEDIA_RETENTION_DAYS: read.integer(1, 365).default(14),
  TASK_RETENTION_DAYS: read.integer(0, 36_500).default(90),
  ALLOW_PRIVATE_URLS: read.flag.optional(),
  IGNORED_URL_PARAMETERS: read.list
    .refine((items) => items.every((item) => /^[\w.~-]+\*?$/.test(item)), 'must be names of parameters, e.g. X-Amz-*')
    .default([]),
  PURCHASES_PER_MINUTE: read.integer(1, 1_000_000).optional(),
  CREDITS_PER_DAY: read.integer(1, 1_000_000_000).optional(),
  MAX_SOCKETS: read.integer(1, 1_000_000).default(20_000),
  SOCKETS_PER_VIEWER: read.integer(1, 1_000_000).optional(),
  SUBSCRIPTIONS_PER_SOCKET: read.integer(1, 10_000).default(100),
  LOG_LEVEL: z
    .enum(['silent', 'error', 'warn', 'info', 'debug'], 'must be silent, error, warn, info or debug')
    .default('info'),
  ...telemetryVariables,
});

/** The variables, read and with their defaults. */
export type Environment = z.infer<typeof environment>;

/** A variable at fault, and what its value must be. */
export interface Problem {
  readonly name: string;
  readonly message: string;
}

/** Whether the way to a URL is protected against readers and changes: by TLS, or because it stays on this machine. */
export const isProtected = (url: string): boolean => {
  const { protocol, hostname } = new URL(url);
  return protocol === 'https:' || /^(localhost|127(\.\d+){3}|\[::1\])$/.test(hostname);
};

const unpriced = ({ PRICES }: Environment): string[] => PRICE_NAMES.filter((name) => PRICES[name] === undefined);

/** Validates rules between variables. Each problem names the variable to change. */
export const crossChecks = (env: Environment): Problem[] => {
  const isProduction = env.NODE_ENV === 'production';
  const publicUrl = env.PUBLIC_URL ?? 'http://localhost';
  const rules: [boolean, keyof Environment, string][] = [
    [isProduction && env.AUTH === undefined, 'AUTH', 'must be set in production: api-key, jwt, or none to run open'],
    [env.AUTH === 'api-key' && env.API_KEYS === undefined, 'API_KEYS', 'is required with AUTH=api-key'],
    [
      env.AUTH === 'jwt' && (env.JWT_JWKS_URL === undefined) === (env.JWT_SECRET === undefined),
      'JWT_JWKS_URL',
      'or JWT_SECRET is required with AUTH=jwt, and only one of them',
    ],
    [
      isProduction && env.JWT_JWKS_URL !== undefined && !isProtected(env.JWT_JWKS_URL),
      'JWT_JWKS_URL',
      'must be https in production, or lead to this machine: a changed key set lets an attacker pose as any viewer',
    ],
    [
      isProduction && !env.ALLOW_INSECURE_PUBLIC_URL && !publicUrl.startsWith('https:'),
      'PUBLIC_URL',
      'must be https in production (or set ALLOW_INSECURE_PUBLIC_URL=1)',
    ],
    [
      env.CREDITS_PER_DAY !== undefined && unpriced(env).length > 0,
      'CREDITS_PER_DAY',
      `needs a price for every operation; add to PRICES: ${unpriced(env).join(', ')}`,
    ],
    [
      env.KIE_JOBS.length > 0 && env.KIE_DIALECT === 'sunoapi',
      'KIE_JOBS',
      'must not be set with KIE_DIALECT=sunoapi: that brand has no jobs API',
    ],
    [
      env.REDIS_URL !== undefined && env.DATABASE_URL.startsWith('file:'),
      'REDIS_URL',
      'needs a postgres:// URL in DATABASE_URL: a SQLite file has one gateway, and nothing to share',
    ],
  ];
  return rules.filter(([isBroken]) => isBroken).map(([, name, message]) => ({ name, message }));
};
