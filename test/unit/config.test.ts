import { createHash } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { ConfigError, readConfig } from '../../src/config/config.ts';
import { scratchFolder } from '../support/scene.ts';

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
      http: { port: 4_000, host: '127.0.0.1', publicUrl: null, keepAliveMs: 65_000, shutdownGraceMs: 20_000 },
      auth: { kind: 'none' },
      graphql: { introspection: true, graphiql: true, trustedDocuments: null },
      provider: {
        url: 'https://api.kie.ai',
        apiKey: 'kie-key',
        dialect: 'kie',
        hmacKey: null,
        timeoutMs: 15_000,
        rate: { limit: 20, windowMs: 10_000 },
      },
      databaseUrl: 'file:./data/stemgate.db',
      timing: {
        pollAfterMs: 30_000,
        pollMaxIntervalMs: 120_000,
        submissionDeadlineMs: 3_600_000,
        taskDeadlineMs: 7_200_000,
      },
      retentionMs: 14 * 86_400_000,
      inputRules: { allowPrivateUrls: true, defaultModel: 'V5' },
      prices: { SEPARATE_VOCAL: 10, SPLIT_STEM: 50, ADD_VOCALS: 12 },
      budget: { purchasesPerMinute: null, creditsPerDay: null },
    });
    expect(read().http.origins).toContain('http://localhost:4000');
  });

  it('has bounds where nothing is set: known models only, and sockets by viewer where there are viewers', () => {
    expect(read().inputRules.models).toBe('published');
    expect(read().http.socketsPerViewer).toBeNull();
    expect(read({ AUTH: 'api-key', API_KEYS: 'alice:secret' }).http.socketsPerViewer).toBe(500);
  });

  it('always allows its own origin, which is that of PUBLIC_URL', () => {
    const settings = { ...production, PUBLIC_URL: 'https://gateway.example.com/base' };
    const originsOf = (change: object) => readConfig({ ...settings, ...change }).config.http.origins;
    const own = 'https://gateway.example.com';
    expect(originsOf({})).toEqual([own]);
    expect(originsOf({ CORS_ORIGINS: 'https://app.example.com' })).toEqual(['https://app.example.com', own]);
    expect(originsOf({ CORS_ORIGINS: own })).toEqual([own]);
    expect(read({ PORT: '4567', CORS_ORIGINS: 'https://app.example.com' }).http.origins).toContain(
      'http://localhost:4567',
    );
  });

  it.each([
    'tauri://localhost',
    'capacitor://localhost',
    'ionic://localhost',
    'app://.',
    'chrome-extension://abcdefghijklmnop',
    'file://',
    'null',
    'http://[::1]:3000',
  ])('allows the origin %s, as browsers spell it', (origin) => {
    expect(read({ CORS_ORIGINS: origin }).http.origins).toContain(origin);
    expect(readConfig({ ...development, CORS_ORIGINS: origin }).warnings).toEqual([]);
  });

  it.each(['https://*.previews.example', 'http://localhost:3000,https://*.example.com'])(
    'warns that the pattern in %s never matches',
    (origins) => {
      expect(readConfig({ ...development, CORS_ORIGINS: origins }).warnings).toEqual([
        expect.stringMatching(/^CORS_ORIGINS has a pattern, which never matches/),
      ]);
    },
  );

  it('is stricter in production, which is the default', () => {
    expect(complaints({ KIE_API_KEY: 'kie-key' })).toEqual(['AUTH', 'PUBLIC_URL']);
    expect(readConfig(production).config).toMatchObject({
      http: { host: '0.0.0.0', origins: ['https://gateway.example.com'] },
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
      PRICES: 'ADD_VOCALS=12, SEPARATE_VOCAL=8.5, SPLIT_STEM=40',
      MODELS: 'V5,V6',
      DEFAULT_MODEL: 'V6',
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
        origins: ['https://app.example.com', 'http://localhost:3000', 'https://gateway.example.com'],
      },
      provider: {
        url: 'http://localhost:4010',
        dialect: 'sunoapi',
        hmacKey: 'hmac',
        rate: { limit: 3, windowMs: 500 },
      },
      callbackSecrets: ['n'.repeat(32), 'o'.repeat(32)],
      databaseUrl: 'file:/var/lib/stemgate.db',
      auth: {
        kind: 'api-key',
        keys: [
          { viewer: 'alice', key: 'secret', digest: createHash('sha256').update('secret').digest('hex') },
          { viewer: 'bob', key: `sha256:${'a'.repeat(64)}`, digest: 'a'.repeat(64) },
        ],
      },
      graphql: { introspection: false, graphiql: false },
      prices: { ADD_VOCALS: 12, SEPARATE_VOCAL: 8.5, SPLIT_STEM: 40 },
      inputRules: { allowPrivateUrls: false, models: ['V5', 'V6'], defaultModel: 'V6' },
      retentionMs: 3 * 86_400_000,
      budget: { purchasesPerMinute: 5, creditsPerDay: 100 },
      // The longest pause is never shorter than the first.
      timing: { pollAfterMs: 200, pollMaxIntervalMs: 200 },
    });
    expect(read({ MODELS: '*' }).inputRules.models).toBe('any');
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
    ['PUBLIC_URL', 'https://user:password@gateway.example.com'],
    ['PUBLIC_URL', 'https://gateway.example.com/?x=1'],
    ['PUBLIC_URL', 'https://gateway.example.com/#x'],
    ['HOST', 'not a host!'],
    ['HOST', '999.1.1.1'],
    ['KIE_API_URL', 'https://user@api.kie.ai'],
    ['KIE_API_URL', 'https://api.kie.ai?x=1'],
    ['KIE_API_KEY', '  '],
    ['KIE_API_KEY', 'a\nb'],
    ['KIE_API_KEY', 'key-\u{1f3a4}'],
    ['JWT_JWKS_URL', 'https://user:password@id.example.com/jwks'],
    ['KIE_DIALECT', 'suno'],
    ['CALLBACK_SECRET', 'short'],
    ['DATABASE_URL', 'mysql://localhost/stemgate'],
    ['DATABASE_URL', 'postgres://'],
    ['DATABASE_URL', 'file:'],
    ['DATABASE_URL', 'file: '],
    // A SQLite file has one gateway.
    ['REDIS_URL', 'redis://localhost'],
    ['REDIS_URL', 'http://localhost:6379'],
    ['AUTH', 'basic'],
    ['API_KEYS', 'alice'],
    ['API_KEYS', 'alice:sha256:xyz'],
    ['API_KEYS', 'alice:SHA256:xyz'],
    ['API_KEYS', 'alice:one,bob:one'],
    ['CORS_ORIGINS', 'https://app.example.com/path'],
    ['CORS_ORIGINS', 'app.example.com'],
    ['CORS_ORIGINS', '*'],
    ['CORS_ORIGINS', 'https://app.example.com:443'],
    ['CORS_ORIGINS', 'HTTPS://app.example.com'],
    ['CORS_ORIGINS', 'Tauri://localhost'],
    ['CORS_ORIGINS', 'tauri://localhost/'],
    ['CORS_ORIGINS', 'tauri:localhost'],
    ['CORS_ORIGINS', 'http://'],
    ['POLL_AFTER_MS', '0'],
    ['POLL_MAX_INTERVAL_MS', 'soon'],
    ['SUBMISSION_DEADLINE_MS', '1h'],
    ['TASK_DEADLINE_MS', '2592000001'],
    ['UPSTREAM_TIMEOUT_MS', '1.5'],
    ['UPSTREAM_RATE', '20'],
    ['UPSTREAM_RATE', '0/10s'],
    ['INTROSPECTION', 'maybe'],
    ['GRAPHIQL', 'maybe'],
    ['KEEP_ALIVE_MS', '0'],
    ['SHUTDOWN_GRACE_MS', ''.padEnd(20, '9')],
    ['PRICES', 'SEPARATE_VOCAL'],
    ['PRICES', 'SEPARATE_VOCAL=-1'],
    ['PRICES', 'SEPARATE_VOCALS=10'],
    ['TRUSTED_DOCUMENTS', 'nowhere.json'],
    ['TRUSTED_DOCUMENTS', 'README.md'],
    ['TRUSTED_DOCUMENTS', 'package.json'],
    ['MEDIA_RETENTION_DAYS', '0'],
    ['ALLOW_PRIVATE_URLS', 'ja'],
    ['PURCHASES_PER_MINUTE', '0'],
    ['CREDITS_PER_DAY', '0.5'],
    ['MODELS', ','],
    ['DEFAULT_MODEL', 'V 5'],
    ['CALLBACK_SECRET', ','],
    ['UPSTREAM_TIMEOUT_MS', '2147483648'],
    ['SOCKETS_PER_VIEWER', '0'],
    ['SUBSCRIPTIONS_PER_SOCKET', '0'],
    ['LOG_LEVEL', 'verbose'],
  ])('refuses %s=%s by its name', (name, value) => {
    expect(complaints({ ...development, [name]: value })).toEqual([name]);
  });

  it.each(['::1', 'fe80::1%eth0', '0.0.0.0', 'localhost', 'gateway', 'gateway-1.example.com'])(
    'listens on %s',
    (host) => expect(read({ HOST: host }).http.host).toBe(host),
  );

  it('knows a key that two viewers share, however it is given, and lets one viewer have several', () => {
    const digest = createHash('sha256').update('one').digest('hex');
    const keysOf = (keys: string) => complaints({ ...development, API_KEYS: keys });
    expect(keysOf(`alice:one,bob:sha256:${digest}`)).toEqual(['API_KEYS']);
    expect(keysOf(`alice:SHA256:${digest.toUpperCase()},bob:sha256:${digest}`)).toEqual(['API_KEYS']);
    expect(keysOf('alice:one,alice:two,bob:three')).toEqual([]);
    expect(keysOf(`alice:one,alice:SHA256:${digest},bob:three`)).toEqual([]);
  });

  it('reads the keys that tokens are checked with from where nobody on the way can change them', () => {
    const at = (JWT_JWKS_URL: string, base: object = production) => complaints({ ...base, AUTH: 'jwt', JWT_JWKS_URL });
    expect(at('http://id.example.com/jwks')).toEqual(['JWT_JWKS_URL']);
    expect(at('http://localhost.example.com/jwks')).toEqual(['JWT_JWKS_URL']);
    expect(at('http://id.example.com/jwks', development)).toEqual([]);
    for (const url of [
      'https://id.example.com/jwks?p=1',
      'http://127.0.0.1:8080/',
      'http://[::1]/',
      'http://localhost',
    ]) {
      expect(at(url), url).toEqual([]);
    }
  });

  it('warns of a JWT_SECRET that is shorter than HS256 wants, and does not show it', () => {
    const warnings = (JWT_SECRET: string) => readConfig({ ...development, AUTH: 'jwt', JWT_SECRET }).warnings;
    expect(warnings('x'.repeat(31))).toEqual([expect.stringMatching(/^JWT_SECRET should have 32 bytes/)]);
    expect(warnings('x'.repeat(31)).join()).not.toContain('xx');
    const unsigned = { ...development, KIE_DIALECT: 'sunoapi', KIE_WEBHOOK_HMAC_KEY: 'hmac-value' };
    expect(readConfig(unsigned).warnings).toEqual([expect.stringMatching(/^KIE_WEBHOOK_HMAC_KEY (?!.*hmac-value)/)]);
    expect(warnings('x'.repeat(32))).toEqual([]);
    expect(warnings('ä'.repeat(16))).toEqual([]);
  });

  it.each([
    [
      'KIE_API_URL should be https',
      { KIE_API_URL: 'http://api.kie.example' },
      { KIE_API_URL: 'http://127.0.0.1:4010' },
    ],
    ['POLL_AFTER_MS should be 1000 or more', { POLL_AFTER_MS: '999' }, { POLL_AFTER_MS: '1000' }],
    ['POLL_MAX_INTERVAL_MS should be 1000 or more', { POLL_MAX_INTERVAL_MS: '1' }, { POLL_MAX_INTERVAL_MS: '1000' }],
    ['UPSTREAM_TIMEOUT_MS should be 1000 or more', { UPSTREAM_TIMEOUT_MS: '1' }, { UPSTREAM_TIMEOUT_MS: '1000' }],
    [
      'PUBLIC_URL should have no path segment of 64',
      { PUBLIC_URL: `https://gateway.example.com/base/${'x'.repeat(64)}` },
      { PUBLIC_URL: `https://gateway.example.com/base/${'x'.repeat(63)}` },
    ],
    [
      'API_KEYS should have secrets of 16 characters or more',
      { AUTH: 'api-key', API_KEYS: `alice:${'long'.repeat(4)},bob:fifteen-letters` },
      { AUTH: 'api-key', API_KEYS: `alice:${'long'.repeat(4)},bob:sha256:${'a'.repeat(64)}` },
    ],
    ['ALL_PROXY is ignored', { ALL_PROXY: 'http://user:fifteen-letters@proxy' }, { HTTPS_PROXY: 'http://proxy' }],
    ['all_proxy is ignored', { all_proxy: 'socks5://proxy' }, { all_proxy: '' }],
  ])('in production warns that %s', (warning, weak: object, fine: object) => {
    const { warnings } = readConfig({ ...production, ...weak });
    expect(warnings).toEqual([expect.stringMatching(new RegExp(`^${warning}`))]);
    expect(warnings.join()).not.toContain('fifteen-letters');
    expect(readConfig({ ...production, ...fine }).warnings).toEqual([]);
  });

  it('reads the proxies on the way out, and never sends to one what is for this machine', () => {
    const thisMachine = 'localhost,127.0.0.1,[::1]';
    expect(read().proxies).toBeNull();
    expect(read({ NO_PROXY: '*' }).proxies).toBeNull();
    const upper = { HTTPS_PROXY: 'http://user:p%40ss@one:3128', HTTP_PROXY: 'http://two', NO_PROXY: 'id.internal' };
    expect(read(upper).proxies).toEqual({
      httpsProxy: 'http://user:p%40ss@one:3128',
      httpProxy: 'http://two',
      noProxy: `id.internal,${thisMachine}`,
    });
    const lower = { https_proxy: 'https://three', http_proxy: 'http://four', no_proxy: '*.internal' };
    expect(read({ ...upper, ...lower }).proxies).toEqual({
      httpsProxy: 'https://three',
      httpProxy: 'http://four',
      noProxy: `*.internal,${thisMachine}`,
    });
    for (const wrong of ['socks5://proxy', 'proxy:3128', 'http://user:50%@proxy']) {
      expect(complaints({ ...development, HTTPS_PROXY: wrong })).toEqual(['HTTPS_PROXY']);
    }
  });

  it('does not warn of short times in development, where a mock answers', () => {
    const short = { POLL_AFTER_MS: '1', UPSTREAM_TIMEOUT_MS: '1', KIE_API_URL: 'http://mock:4010' };
    expect(readConfig({ ...development, ...short }).warnings).toEqual([]);
  });

  it('warns of a default model that may not be bought', () => {
    const warnings = (models: object) => readConfig({ ...development, ...models }).warnings;
    expect(warnings({ MODELS: 'V6' })).toEqual([expect.stringMatching(/^DEFAULT_MODEL is not among MODELS/)]);
    expect(warnings({ DEFAULT_MODEL: 'V9' })).toEqual([expect.stringMatching(/^DEFAULT_MODEL is not among MODELS/)]);
    expect(warnings({ MODELS: 'V6', DEFAULT_MODEL: 'V6' })).toEqual([]);
    expect(warnings({ MODELS: '*', DEFAULT_MODEL: 'V9' })).toEqual([]);
  });

  it('lays the prices that are given over the published ones, so that a budget bounds every operation', () => {
    const { prices, budget } = read({ CREDITS_PER_DAY: '100', PRICES: 'SPLIT_STEM=40' });
    expect(prices).toMatchObject({ SEPARATE_VOCAL: 10, SPLIT_STEM: 40, ADD_VOCALS: 12 });
    expect(budget.creditsPerDay).toBe(100);
  });

  it('reads trusted documents as codegen and Apollo write them, also after a byte order mark', async () => {
    await using folder = await scratchFolder();
    const readFile = (text: string) => {
      writeFileSync(`${folder.path}/documents.json`, text);
      return readConfig({ ...development, TRUSTED_DOCUMENTS: `${folder.path}/documents.json` });
    };
    const documents = { 'sha256:1': '{ a }', 'sha256:2': '{ b }' };
    const operations = [
      { id: '1', body: '{ a }', name: 'A', type: 'query' },
      { id: '2', body: '{ b }', name: 'B', type: 'query' },
    ];
    const manifest = { format: 'apollo-persisted-query-manifest', version: 1, operations };
    const documentsIn = (text: string) => readFile(text).config.graphql.trustedDocuments;
    expect(documentsIn(JSON.stringify(documents))).toEqual(new Map(Object.entries(documents)));
    expect(documentsIn(`\uFEFF${JSON.stringify(documents)}`)).toEqual(new Map(Object.entries(documents)));
    expect(documentsIn(JSON.stringify(manifest))).toEqual(
      new Map([
        ['1', '{ a }'],
        ['2', '{ b }'],
      ]),
    );
    for (const other of [{ ...manifest, version: 2 }, { ...manifest, operations: [{ id: '1' }] }, [], 'text', null]) {
      expect(() => readFile(JSON.stringify(other)), JSON.stringify(other)).toThrow(
        'TRUSTED_DOCUMENTS must be the path',
      );
    }
    for (const none of ['{}', JSON.stringify({ ...manifest, operations: [] })]) {
      expect(readFile(none).warnings).toEqual([expect.stringMatching(/^TRUSTED_DOCUMENTS names a file without/)]);
    }
    expect(readFile(JSON.stringify(documents)).warnings).toEqual([]);
  });

  it('names the prices that there are', () => {
    const wrong = { ...development, PRICES: 'SEPARATE_VOCALS=10' };
    expect(() => readConfig(wrong)).toThrow(
      'PRICES may name no other prices than SEPARATE_VOCAL, SPLIT_STEM, SPLIT_STEM_ADVANCED, ADD_VOCALS',
    );
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
      DATABASE_URL: 'mysql://user:database-secret@host/db',
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
