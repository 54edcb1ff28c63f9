import { hkdfSync } from 'node:crypto';
import { crossChecks, type Environment, environment, type Problem } from './environment.ts';
import { findIgnoredProxies, proxiesOf } from './proxies.ts';
import { telemetryOf } from './telemetry.ts';
import { findTypos } from './typos.ts';
import { findWeakSettings } from './weak-settings.ts';

const DEV_ORIGIN_PORTS = [3_000, 4_000, 5_173, 8_080];

/** Enough for a backend that serves many users through one key, and too few to exhaust the gateway. */
const SOCKETS_PER_VIEWER = 500;

/** The provider's hosts for uploads (provider.md, 1.1). */
const UPLOAD_URLS = {
  kie: 'https://kieai.redpandaai.co',
  sunoapi: 'https://sunoapiorg.redpandaai.co',
} as const;

/** Files on their way at once: what they hold in memory is well under 100 MB. */
const UPLOADS = 50;
const UPLOADS_PER_VIEWER = 10;

const DAY_MS = 86_400_000;

/** As src/http/auth takes it. */
const authOf = (env: Environment) => {
  switch (env.AUTH ?? 'none') {
    case 'none':
      return { kind: 'none' } as const;
    case 'api-key':
      return { kind: 'api-key', keys: env.API_KEYS ?? [] } as const;
    case 'jwt': {
      const { JWT_JWKS_URL: jwksUrl, JWT_SECRET: secret = '' } = env;
      const verification = jwksUrl === undefined ? { secret } : { jwksUrl };
      const [issuer, audience] = [env.JWT_ISSUER ?? null, env.JWT_AUDIENCE ?? null];
      return { kind: 'jwt', verification, issuer, audience } as const;
    }
  }
};

/**
 * Without CALLBACK_SECRET one is derived from the API key, which all nodes share: so they accept each other's tokens. It is
 * accepted also where CALLBACK_SECRET is set, so that this can be done while tasks are open.
 */
const callbackSecretsOf = ({ CALLBACK_SECRET: secrets, KIE_API_KEY: key }: Environment): [string, ...string[]] => {
  const derived = Buffer.from(hkdfSync('sha256', key, '', 'stemgate callback tokens', 32)).toString('base64url');
  const [first, ...rest] = secrets ?? [];
  return first === undefined ? [derived] : [first, ...rest, derived];
};

/** The same on all nodes; the API key cannot be told from it. */
const scopeOf = ({ KIE_API_KEY: key, KIE_API_URL: url }: Environment): string =>
  Buffer.from(hkdfSync('sha256', key, url, 'stemgate nodes', 9)).toString('base64url');

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
    logLevel: env.LOG_LEVEL,
    /** Null: no OpenTelemetry. */
    telemetry: telemetryOf(env),
    http: {
      port: env.PORT,
      host: env.HOST ?? (isDevelopment ? '127.0.0.1' : '0.0.0.0'),
      /** Base of callback URLs. Null: `http://localhost:` and the port on which the server listens. */
      publicUrl: env.PUBLIC_URL ?? null,
      /** The origins of the pages that may use the gateway from a browser; pages of its own origin always may. */
      origins: [...new Set([...corsOrigins, ownOrigin])],
      /** Idle time after which a connection is closed. */
      keepAliveMs: env.KEEP_ALIVE_MS,
      shutdownGraceMs: env.SHUTDOWN_GRACE_MS,
      /** Null: no bound. Without authentication all clients are one viewer, so a bound would apply to all together. */
      socketsPerViewer: env.SOCKETS_PER_VIEWER ?? (isOpen ? null : SOCKETS_PER_VIEWER),
      subscriptionsPerSocket: env.SUBSCRIPTIONS_PER_SOCKET,
      /** Open sockets of all viewers. */
      maxSockets: env.MAX_SOCKETS,
    },
    auth: authOf(env),
    graphql: {
      introspection: env.INTROSPECTION ?? isDevelopment,
      graphiql,
      /** Text by hash; null: any document runs. */
      trustedDocuments: env.TRUSTED_DOCUMENTS ?? null,
    },
    provider: {
      url: env.KIE_API_URL,
      apiKey: env.KIE_API_KEY,
      dialect: env.KIE_DIALECT,
      /** The operations that are bought through the jobs API. */
      jobs: env.KIE_JOBS,
      hmacKey: env.KIE_WEBHOOK_HMAC_KEY ?? null,
      timeoutMs: env.UPSTREAM_TIMEOUT_MS,
      rate: env.UPSTREAM_RATE,
    },
    uploads: {
      url: env.KIE_UPLOAD_URL ?? UPLOAD_URLS[env.KIE_DIALECT],
      limits: {
        /** Of one file. */
        maxBytes: env.MAX_UPLOAD_BYTES,
        total: UPLOADS,
        /** Without authentication all clients are one viewer. */
        perViewer: isOpen ? UPLOADS : UPLOADS_PER_VIEWER,
      },
    },
    /** Null: other hosts are reached directly. */
    proxies: proxiesOf(env),
    /** The newest first. */
    callbackSecrets: callbackSecretsOf(env),
    databaseUrl: env.DATABASE_URL,
    /** Null: this is the only node. */
    redisUrl: env.REDIS_URL ?? null,
    /** Names, in what nodes share, the account at the provider: gateways of one account share its rate. */
    scope: scopeOf(env),
    timing: {
      pollAfterMs: env.POLL_AFTER_MS,
      pollMaxIntervalMs: Math.max(env.POLL_MAX_INTERVAL_MS, env.POLL_AFTER_MS),
      submissionDeadlineMs: env.SUBMISSION_DEADLINE_MS,
      taskDeadlineMs: env.TASK_DEADLINE_MS,
    },
    retentionMs: env.MEDIA_RETENTION_DAYS * DAY_MS,
    /** How long tasks are kept after their end; null: for ever. */
    keepTasksMs: env.TASK_RETENTION_DAYS === 0 ? null : env.TASK_RETENTION_DAYS * DAY_MS,
    inputRules: {
      allowPrivateUrls: env.ALLOW_PRIVATE_URLS ?? isDevelopment,
      models: env.MODELS?.includes('*') ? ('any' as const) : (env.MODELS ?? ('published' as const)),
      ignoredUrlParameters: env.IGNORED_URL_PARAMETERS,
      defaultModel: env.DEFAULT_MODEL,
    },
    prices: env.PRICES,
    budget: {
      purchasesPerMinute: env.PURCHASES_PER_MINUTE ?? null,
      creditsPerDay: env.CREDITS_PER_DAY ?? null,
    },
  };
};

/** The validated settings. They are read once and passed on as arguments. */
export type Config = Readonly<ReturnType<typeof toConfig>>;

/** The environment is not valid. The message has a line for each variable at fault, and shows no values. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError';
}

const configError = (problems: readonly { name: PropertyKey; message: string }[]): ConfigError =>
  new ConfigError(
    ['The environment is not valid:', ...problems.map(({ name, message }) => `  ${String(name)} ${message}`)].join(
      '\n',
    ),
  );

/** Settings are read once: zod would compile a function for it. */
const ONCE = { jitless: true };

/**
 * @param variables the environment; a variable with an empty value counts as not set.
 * @returns the settings, and a warning for each weak setting and each name that looks misspelt.
 * @throws ConfigError
 */
export const readConfig = (
  variables: Readonly<Record<string, string | undefined>>,
): { readonly config: Config; readonly warnings: readonly string[] } => {
  const given = Object.entries(variables).filter(([, value]) => value !== undefined && value !== '');
  const parsed = environment.safeParse(Object.fromEntries(given), ONCE);
  const problems: Problem[] = (parsed.error?.issues ?? []).map(({ code, path: [name = ''], message }) => ({
    name: String(name),
    message: code === 'invalid_type' ? 'is required' : message,
  }));
  // Rules between variables are validated too, with defaults for the variables at fault, so that one message names all.
  const faulty = new Set(problems.map(({ name }) => name));
  const rest = given.filter(([name]) => !faulty.has(name));
  const env = parsed.data ?? environment.parse({ KIE_API_KEY: 'missing', ...Object.fromEntries(rest) }, ONCE);
  problems.push(...crossChecks(env).filter(({ name }) => !faulty.has(name)));
  if (problems.length > 0) throw configError(problems);
  const names = given.map(([name]) => name);
  const typos = findTypos(names, Object.keys(environment.shape));
  const config = toConfig(env);
  return {
    config,
    warnings: [
      ...findWeakSettings(env),
      ...findIgnoredProxies(names),
      ...typos.map(({ name, meant }) => `${name} is not a setting; was ${meant} meant?`),
    ],
  };
};

const storeSettings = environment.pick({ DATABASE_URL: true, TASK_RETENTION_DAYS: true });

/**
 * Reads the settings of the store alone, for tools that work beside a gateway.
 *
 * @throws ConfigError
 */
export const readStoreSettings = (
  variables: Readonly<Record<string, string | undefined>>,
): { readonly databaseUrl: string; readonly retentionDays: number } => {
  const given = Object.keys(storeSettings.shape).map((name) => [name, variables[name] || undefined]);
  const { data, error } = storeSettings.safeParse(Object.fromEntries(given));
  if (!data) throw configError(error.issues.map(({ path: [name = ''], message }) => ({ name, message })));
  return { databaseUrl: data.DATABASE_URL, retentionDays: data.TASK_RETENTION_DAYS };
};
