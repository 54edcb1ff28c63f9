import { describe, expect, it } from 'vitest';
import { ConfigError, readConfig } from '../../src/config/config.ts';

const development = { NODE_ENV: 'development', KIE_API_KEY: 'kie-key' };
const production = { KIE_API_KEY: 'kie-key', PUBLIC_URL: 'https://gateway.example.com', AUTH: 'none' };
const read = (change: Record<string, string | undefined> = {}) => readConfig({ ...development, ...change }).config;

/** The names of the variables that are complained about. */
const complaints = (variables: Record<string, string | undefined>): string[] => {
  try {
    readConfig(variables);
    return [];
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    return [...error.message.matchAll(/^ {2}(\w+)/gm)].map(([, name = '']) => name).sort();
  }
};

describe('the environment', () => {
  it('needs nothing but a key in development', () => {
    expect(read()).toMatchObject({
      isDevelopment: true,
      http: { port: 4_000, host: '127.0.0.1', publicUrl: null, shutdownGraceMs: 20_000 },
      auth: { kind: 'none' },
      graphql: { introspection: true, graphiql: true, trustedDocumentsFile: null },
      provider: {
        url: 'https://api.kie.ai',
        apiKey: 'kie-key',
        dialect: 'kie',
        hmacKey: null,
        timeoutMs: 15_000,
        rate: { limit: 20, windowMs: 10_000 },
      },
      databaseFile: './data/stemgate.db',
      timing: {
        pollAfterMs: 30_000,
        pollMaxIntervalMs: 120_000,
        submissionDeadlineMs: 3_600_000,
        taskDeadlineMs: 7_200_000,
      },
      retentionMs: 14 * 86_400_000,
      inputRules: { allowPrivateUrls: true },
      prices: { SEPARATE_VOCAL: 10, SPLIT_STEM: 50 },
      budget: { purchasesPerMinute: null, creditsPerDay: null },
    });
    expect(read().http.origins).toContain('http://localhost:4000');
  });

  it('lets its own GraphiQL in, wherever it runs, and nobody for its sake where there is none', () => {
    const settings = { PUBLIC_URL: 'https://gateway.example.com/base', CORS_ORIGINS: 'https://app.example.com' };
    expect(read({ ...settings, GRAPHIQL: 'on' }).http.origins).toEqual([
      'https://app.example.com',
      'https://gateway.example.com',
    ]);
    expect(read({ ...settings, GRAPHIQL: 'off' }).http.origins).toEqual(['https://app.example.com']);
  });

  it('is stricter in production, which is the default', () => {
    expect(complaints({ KIE_API_KEY: 'kie-key' })).toEqual(['AUTH', 'PUBLIC_URL']);
    expect(readConfig(production).config).toMatchObject({
      isDevelopment: false,
      http: { host: '0.0.0.0', origins: [] },
      graphql: { introspection: false, graphiql: false },
      inputRules: { allowPrivateUrls: false },
    });
    expect(complaints({ ...production, PUBLIC_URL: 'http://gateway.example.com' })).toEqual(['PUBLIC_URL']);
    expect(complaints({ ...production, PUBLIC_URL: undefined, ALLOW_INSECURE_PUBLIC_URL: '1' })).toEqual([]);
  });

  it('takes a variable that is set to nothing for one that is not set', () => {
    expect(read({ PORT: '', KIE_API_URL: '', REDIS_URL: '' }).http.port).toBe(4_000);
    expect(complaints({ NODE_ENV: 'development', KIE_API_KEY: '' })).toEqual(['KIE_API_KEY']);
  });

  it('reads every kind of value', () => {
    const config = read({
      PORT: '0',
      HOST: '::1',
      PUBLIC_URL: 'https://gateway.example.com/',
      KIE_API_URL: 'http://localhost:4010/',
      KIE_DIALECT: 'sunoapi',
      KIE_WEBHOOK_HMAC_KEY: 'hmac',
      CALLBACK_SECRET: `${'n'.repeat(32)}, ${'o'.repeat(32)}`,
      DATABASE_URL: 'file:/var/lib/stemgate.db',
      AUTH: 'api-key',
      API_KEYS: `alice:secret, bob:sha256:${'a'.repeat(64)}`,
      CORS_ORIGINS: 'https://app.example.com, http://localhost:3000',
      UPSTREAM_RATE: '3/500ms',
      INTROSPECTION: 'off',
      GRAPHIQL: 'false',
      PRICES: 'ADD_VOCALS=12, SEPARATE_VOCAL=8.5',
      MODELS: 'V5,V6',
      MEDIA_RETENTION_DAYS: '3',
      ALLOW_PRIVATE_URLS: '0',
      PURCHASES_PER_MINUTE: '5',
      CREDITS_PER_DAY: '100',
      POLL_AFTER_MS: '200',
      POLL_MAX_INTERVAL_MS: '100',
    });
    expect(config).toMatchObject({
      http: {
        port: 0,
        host: '::1',
        publicUrl: 'https://gateway.example.com',
        origins: ['https://app.example.com', 'http://localhost:3000'],
      },
      provider: {
        url: 'http://localhost:4010',
        dialect: 'sunoapi',
        hmacKey: 'hmac',
        rate: { limit: 3, windowMs: 500 },
      },
      callbackSecrets: ['n'.repeat(32), 'o'.repeat(32)],
      databaseFile: '/var/lib/stemgate.db',
      auth: {
        kind: 'api-key',
        keys: [
          { viewer: 'alice', key: 'secret' },
          { viewer: 'bob', key: `sha256:${'a'.repeat(64)}` },
        ],
      },
      graphql: { introspection: false, graphiql: false },
      prices: { ADD_VOCALS: 12, SEPARATE_VOCAL: 8.5 },
      inputRules: { allowPrivateUrls: false, models: ['V5', 'V6'] },
      retentionMs: 3 * 86_400_000,
      budget: { purchasesPerMinute: 5, creditsPerDay: 100 },
      // The longest pause is never shorter than the first.
      timing: { pollAfterMs: 200, pollMaxIntervalMs: 200 },
    });
    expect(read({ MODELS: '*' }).inputRules.models).toBeNull();
    expect(read({ UPSTREAM_RATE: '2/1m' }).provider.rate).toEqual({ limit: 2, windowMs: 60_000 });
  });

  it('knows three ways to switch', () => {
    for (const on of ['1', 'true', 'on']) expect(read({ INTROSPECTION: on }).graphql.introspection).toBe(true);
    for (const off of ['0', 'false', 'off']) expect(read({ INTROSPECTION: off }).graphql.introspection).toBe(false);
    expect(complaints({ ...development, INTROSPECTION: 'yes' })).toEqual(['INTROSPECTION']);
  });

  it('reads JWT settings, one source of keys at a time', () => {
    const jwt = { ...development, AUTH: 'jwt' };
    expect(complaints(jwt)).toEqual(['JWT_JWKS_URL']);
    expect(complaints({ ...jwt, JWT_SECRET: 's', JWT_JWKS_URL: 'https://id.example.com/jwks' })).toEqual([
      'JWT_JWKS_URL',
    ]);
    expect(readConfig({ ...jwt, JWT_SECRET: 's', JWT_ISSUER: 'i', JWT_AUDIENCE: 'a' }).config.auth).toEqual({
      kind: 'jwt',
      verification: { secret: 's' },
      issuer: 'i',
      audience: 'a',
    });
    expect(complaints({ ...development, AUTH: 'api-key' })).toEqual(['API_KEYS']);
  });

  it.each([
    ['PORT', '65536'],
    ['PORT', '-1'],
    ['PORT', '4e3'],
    ['PUBLIC_URL', 'gateway.example.com'],
    ['KIE_API_URL', 'ftp://api.kie.ai'],
    ['KIE_API_KEY', '  '],
    ['KIE_DIALECT', 'suno'],
    ['CALLBACK_SECRET', 'short'],
    ['DATABASE_URL', 'postgres://localhost/stemgate'],
    ['REDIS_URL', 'redis://localhost'],
    ['AUTH', 'basic'],
    ['API_KEYS', 'alice'],
    ['API_KEYS', 'alice:sha256:xyz'],
    ['CORS_ORIGINS', 'https://app.example.com/path'],
    ['CORS_ORIGINS', 'app.example.com'],
    ['POLL_AFTER_MS', '0'],
    ['POLL_MAX_INTERVAL_MS', 'soon'],
    ['SUBMISSION_DEADLINE_MS', '1h'],
    ['TASK_DEADLINE_MS', '2592000001'],
    ['UPSTREAM_TIMEOUT_MS', '1.5'],
    ['UPSTREAM_RATE', '20'],
    ['UPSTREAM_RATE', '0/10s'],
    ['INTROSPECTION', 'maybe'],
    ['GRAPHIQL', 'maybe'],
    ['SHUTDOWN_GRACE_MS', ''.padEnd(20, '9')],
    ['PRICES', 'SEPARATE_VOCAL'],
    ['PRICES', 'SEPARATE_VOCAL=-1'],
    ['MEDIA_RETENTION_DAYS', '0'],
    ['ALLOW_PRIVATE_URLS', 'ja'],
    ['PURCHASES_PER_MINUTE', '0'],
    ['CREDITS_PER_DAY', '0.5'],
    ['SOCKETS_PER_VIEWER', '0'],
    ['SUBSCRIPTIONS_PER_SOCKET', '0'],
    ['LOG_LEVEL', 'verbose'],
  ])('refuses %s=%s by its name', (name, value) => {
    expect(complaints({ ...development, [name]: value })).toEqual([name]);
  });

  it('refuses an unknown NODE_ENV, and judges the rest as for production', () => {
    expect(complaints({ ...production, NODE_ENV: 'staging' })).toEqual(['NODE_ENV']);
  });

  it('names everything that is wrong at once, and shows no value', () => {
    const wrong = {
      KIE_API_KEY: 'kie-secret',
      PORT: 'port-secret',
      AUTH: 'auth-secret',
      API_KEYS: 'keys-secret',
      CALLBACK_SECRET: 'callback-secret',
      DATABASE_URL: 'postgres://user:database-secret@host/db',
      PUBLIC_URL: 'http://user:url-secret@host',
      UPSTREAM_RATE: 'rate-secret',
    };
    expect(complaints(wrong)).toEqual([
      'API_KEYS',
      'AUTH',
      'CALLBACK_SECRET',
      'DATABASE_URL',
      'PORT',
      'PUBLIC_URL',
      'UPSTREAM_RATE',
    ]);
    expect(() => readConfig(wrong)).not.toThrow(/secret(?!s of at least)/);
  });

  it('asks about names that look misspelt, and about no others', () => {
    const warnings = (names: string[]) =>
      readConfig({ ...development, ...Object.fromEntries(names.map((name) => [name, 'x'])) }).warnings;
    expect(warnings(['KIE_APIKEY', 'STEMGATE_PORT', 'UPSTREAM_RAT', 'PUBILC_URL', 'SHUTDOWN_GRACE_MSS'])).toEqual([
      'KIE_APIKEY is not a setting; was KIE_API_KEY meant?',
      'STEMGATE_PORT is not a setting; was PORT meant?',
      'UPSTREAM_RAT is not a setting; was UPSTREAM_RATE meant?',
      'PUBILC_URL is not a setting; was PUBLIC_URL meant?',
      'SHUTDOWN_GRACE_MSS is not a setting; was SHUTDOWN_GRACE_MS meant?',
    ]);
    expect(warnings(['PATH', 'HOME', 'HOSTNAME', 'SORT', 'EDITOR', 'MOCK_PORT', 'MOCK_API_KEY'])).toEqual([]);
  });
});
