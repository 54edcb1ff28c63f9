import { z } from 'zod';
import * as read from './readers.ts';
import { findTypos } from './typos.ts';

/** Every variable that the gateway reads. Tables for people: README.md and docs/settings.md. */
const environment = z.object({
  NODE_ENV: z
    .enum(['production', 'development', 'test'], 'must be production, development or test')
    .default('production'),
  PORT: read.integer(0, 65_535).default(4_000),
  HOST: read.words.optional(),
  PUBLIC_URL: read.httpUrl.optional(),
  ALLOW_INSECURE_PUBLIC_URL: read.flag.default(false),
  KIE_API_URL: read.httpUrl.default('https://api.kie.ai'),
  KIE_API_KEY: read.words,
  KIE_DIALECT: z.enum(['kie', 'sunoapi'], 'must be kie or sunoapi').default('kie'),
  KIE_WEBHOOK_HMAC_KEY: read.words.optional(),
  CALLBACK_SECRET: read.list
    .refine((items) => items.every((item) => item.length >= 32), {
      error: 'must be secrets of at least 32 characters, separated by commas',
    })
    .optional(),
  DATABASE_URL: read.words.default('file:./data/stemgate.db'),
  REDIS_URL: read.words.optional(),
  AUTH: z.enum(['none', 'api-key', 'jwt'], 'must be none, api-key or jwt').optional(),
  API_KEYS: read.apiKeys.optional(),
  JWT_JWKS_URL: read.httpUrl.optional(),
  JWT_SECRET: read.words.optional(),
  JWT_ISSUER: read.words.optional(),
  JWT_AUDIENCE: read.words.optional(),
  CORS_ORIGINS: read.origins.optional(),
  POLL_AFTER_MS: read.milliseconds.default(30_000),
  POLL_MAX_INTERVAL_MS: read.milliseconds.default(120_000),
  SUBMISSION_DEADLINE_MS: read.milliseconds.default(3_600_000),
  TASK_DEADLINE_MS: read.milliseconds.default(7_200_000),
  UPSTREAM_TIMEOUT_MS: read.milliseconds.default(15_000),
  UPSTREAM_RATE: read.rate.default({ limit: 20, windowMs: 10_000 }),
  INTROSPECTION: read.flag.optional(),
  GRAPHIQL: read.flag.optional(),
  TRUSTED_DOCUMENTS: read.words.optional(),
  SHUTDOWN_GRACE_MS: read.milliseconds.default(20_000),
  PRICES: read.prices.default({ SEPARATE_VOCAL: 10, SPLIT_STEM: 50 }),
  MODELS: read.list.optional(),
  MEDIA_RETENTION_DAYS: read.integer(1, 365).default(14),
  ALLOW_PRIVATE_URLS: read.flag.optional(),
  PURCHASES_PER_MINUTE: read.integer(1, 1_000_000).optional(),
  CREDITS_PER_DAY: read.integer(1, 1_000_000_000).optional(),
  SOCKETS_PER_VIEWER: read.integer(1, 1_000_000).optional(),
  SUBSCRIPTIONS_PER_SOCKET: read.integer(1, 10_000).default(100),
  LOG_LEVEL: z
    .enum(['silent', 'error', 'warn', 'info', 'debug'], 'must be silent, error, warn, info or debug')
    .default('info'),
});
type Environment = z.infer<typeof environment>;

export type AuthSettings =
  | { readonly kind: 'none' }
  | { readonly kind: 'api-key'; readonly keys: readonly { readonly viewer: string; readonly key: string }[] }
  | {
      readonly kind: 'jwt';
      /** Where the keys are published, or the secret that all share. */
      readonly verification: { readonly jwksUrl: string } | { readonly secret: string };
      readonly issuer: string | null;
      readonly audience: string | null;
    };

const DEV_ORIGIN_PORTS = [3_000, 4_000, 5_173, 8_080];

/** Models that the provider's pages name for add-vocals, old and new (kie-api, 4.1 and 12.22). */
const MODELS = ['V4', 'V4_5', 'V4_5ALL', 'V4_5PLUS', 'V5', 'V5_5', 'V6', 'V6_WILD', 'V6_MINI'];

/** Enough for a backend that fans out to its own users, and too few to take the gateway down. */
const SOCKETS_PER_VIEWER = 500;

const DAY_MS = 86_400_000;

/** A variable at fault, and what it must be. */
interface Problem {
  readonly name: string;
  readonly message: string;
}

/** Rules that span variables, each with the variable to mend. */
const crossChecks = (env: Environment): Problem[] => {
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
      isProduction && !env.ALLOW_INSECURE_PUBLIC_URL && !publicUrl.startsWith('https:'),
      'PUBLIC_URL',
      'must be https in production (or set ALLOW_INSECURE_PUBLIC_URL=1)',
    ],
    [!env.DATABASE_URL.startsWith('file:'), 'DATABASE_URL', 'must begin with file: (PostgreSQL is not supported yet)'],
    [env.REDIS_URL !== undefined, 'REDIS_URL', 'is not supported yet: this version runs as one node'],
  ];
  return rules.filter(([isBroken]) => isBroken).map(([, name, message]) => ({ name, message }));
};

const authOf = (env: Environment): AuthSettings => {
  switch (env.AUTH ?? 'none') {
    case 'none':
      return { kind: 'none' };
    case 'api-key':
      return { kind: 'api-key', keys: env.API_KEYS ?? [] };
    case 'jwt': {
      const { JWT_JWKS_URL: jwksUrl, JWT_SECRET: secret = '' } = env;
      const verification = jwksUrl === undefined ? { secret } : { jwksUrl };
      return { kind: 'jwt', verification, issuer: env.JWT_ISSUER ?? null, audience: env.JWT_AUDIENCE ?? null };
    }
  }
};

const toConfig = (env: Environment) => {
  const isDevelopment = env.NODE_ENV !== 'production';
  const isOpen = (env.AUTH ?? 'none') === 'none';
  const graphiql = env.GRAPHIQL ?? isDevelopment;
  const ownOrigin = new URL(env.PUBLIC_URL ?? `http://localhost:${env.PORT}`).origin;
  const devOrigins = [...new Set([...DEV_ORIGIN_PORTS, env.PORT])].flatMap((port) => [
    `http://localhost:${port}`,
    `http://127.0.0.1:${port}`,
  ]);
  const corsOrigins = env.CORS_ORIGINS ?? (isDevelopment ? devOrigins : []);
  return {
    isDevelopment,
    logLevel: env.LOG_LEVEL,
    http: {
      port: env.PORT,
      host: env.HOST ?? (isDevelopment ? '127.0.0.1' : '0.0.0.0'),
      /** Null: `http://localhost:` and the port that was listened on. */
      publicUrl: env.PUBLIC_URL ?? null,
      /** Of pages that may use the gateway from a browser; GraphiQL is such a page. */
      origins: graphiql ? [...new Set([...corsOrigins, ownOrigin])] : corsOrigins,
      shutdownGraceMs: env.SHUTDOWN_GRACE_MS,
      /** Null: no bound. Without authentication all clients are one viewer, and there are none to keep apart. */
      socketsPerViewer: env.SOCKETS_PER_VIEWER ?? (isOpen ? null : SOCKETS_PER_VIEWER),
      subscriptionsPerSocket: env.SUBSCRIPTIONS_PER_SOCKET,
    },
    auth: authOf(env),
    graphql: {
      introspection: env.INTROSPECTION ?? isDevelopment,
      graphiql,
      /** Path of a JSON file of hash → document; null: any document runs. */
      trustedDocumentsFile: env.TRUSTED_DOCUMENTS ?? null,
    },
    provider: {
      url: env.KIE_API_URL,
      apiKey: env.KIE_API_KEY,
      dialect: env.KIE_DIALECT,
      hmacKey: env.KIE_WEBHOOK_HMAC_KEY ?? null,
      timeoutMs: env.UPSTREAM_TIMEOUT_MS,
      rate: env.UPSTREAM_RATE,
    },
    /** Null: derived from the provider's key. */
    callbackSecrets: env.CALLBACK_SECRET ?? null,
    /** Path of the database file. */
    databaseFile: env.DATABASE_URL.replace(/^file:/, ''),
    timing: {
      pollAfterMs: env.POLL_AFTER_MS,
      pollMaxIntervalMs: Math.max(env.POLL_MAX_INTERVAL_MS, env.POLL_AFTER_MS),
      submissionDeadlineMs: env.SUBMISSION_DEADLINE_MS,
      taskDeadlineMs: env.TASK_DEADLINE_MS,
    },
    retentionMs: env.MEDIA_RETENTION_DAYS * DAY_MS,
    inputRules: {
      allowPrivateUrls: env.ALLOW_PRIVATE_URLS ?? isDevelopment,
      models: env.MODELS?.includes('*') ? null : (env.MODELS ?? MODELS),
    },
    prices: env.PRICES,
    budget: {
      purchasesPerMinute: env.PURCHASES_PER_MINUTE ?? null,
      creditsPerDay: env.CREDITS_PER_DAY ?? null,
    },
  };
};

/** The gateway's settings, checked; handed down, never read again. */
export type Config = Readonly<ReturnType<typeof toConfig>>;

/** The environment cannot be used; the message has a line for each variable at fault, and no values. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError';
}

const complain = (problems: readonly { name: PropertyKey; message: string }[]): ConfigError =>
  new ConfigError(
    ['The environment cannot be used:', ...problems.map(({ name, message }) => `  ${String(name)} ${message}`)].join(
      '\n',
    ),
  );

/**
 * @param variables the environment; a variable that is set to nothing counts as not set.
 * @returns the settings, and a line for each variable whose name looks misspelt.
 * @throws ConfigError
 */
export const readConfig = (
  variables: Readonly<Record<string, string | undefined>>,
): { readonly config: Config; readonly warnings: readonly string[] } => {
  const given = Object.entries(variables).filter(([, value]) => value !== undefined && value !== '');
  const parsed = environment.safeParse(Object.fromEntries(given));
  const problems: Problem[] = (parsed.error?.issues ?? []).map(({ code, path: [name = ''], message }) => ({
    name: String(name),
    message: code === 'invalid_type' ? 'is required' : message,
  }));
  // The rules that span variables are checked all the same, with defaults for those at fault: one message names all.
  const faulty = new Set(problems.map(({ name }) => name));
  const rest = given.filter(([name]) => !faulty.has(name));
  const env = parsed.data ?? environment.parse({ KIE_API_KEY: 'missing', ...Object.fromEntries(rest) });
  problems.push(...crossChecks(env).filter(({ name }) => !faulty.has(name)));
  if (problems.length > 0) throw complain(problems);
  const typos = findTypos(
    given.map(([name]) => name),
    Object.keys(environment.shape),
  );
  return {
    config: toConfig(env),
    warnings: typos.map(({ name, meant }) => `${name} is not a setting; was ${meant} meant?`),
  };
};

/**
 * The database file alone, for tools that work beside a gateway and need nothing else of its environment.
 *
 * @throws ConfigError
 */
export const readDatabaseFile = (variables: Readonly<Record<string, string | undefined>>): string => {
  const url = variables['DATABASE_URL'] || environment.shape.DATABASE_URL.parse(undefined);
  if (!url.startsWith('file:')) throw complain([{ name: 'DATABASE_URL', message: 'must begin with file:' }]);
  return url.replace(/^file:/, '');
};
