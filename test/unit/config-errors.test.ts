import { describe, expect, it } from 'vitest';
import { readConfig } from '../../src/config/config.ts';
import { complaints, development, production, read } from '../support/config.ts';

describe('the environment', () => {
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

  it.each([
    ['PORT', '65536'],
    ['PORT', '-1'],
    ['PORT', '4e3'],
    ['PUBLIC_URL', 'gateway.example.com'],
    ['KIE_API_URL', 'ftp://api.kie.ai'],
    ['KIE_UPLOAD_URL', 'ftp://files.kie.ai'],
    ['MAX_UPLOAD_BYTES', '0'],
    ['MAX_UPLOAD_BYTES', '2147483648'],
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
    ['OTEL_EXPORTER_OTLP_ENDPOINT', 'collector:4318'],
    ['OTEL_EXPORTER_OTLP_ENDPOINT', 'http://user:password@collector:4318'],
    ['OTEL_EXPORTER_OTLP_PROTOCOL', 'grpc'],
    ['OTEL_TRACES_EXPORTER', 'console'],
    ['OTEL_TRACES_SAMPLER', 'sometimes'],
    ['OTEL_TRACES_SAMPLER_ARG', '1.5'],
    ['OTEL_BSP_MAX_QUEUE_SIZE', '0'],
    ['KIE_JOBS', 'SEPARATE_VOCALS'],
    ['KIE_JOBS', 'ADD_VOCALS,add_vocals'],
    ['KIE_JOBS', '*,GENERATE_MIDI'],
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

  it.each([
    [
      'KIE_API_URL should be https',
      { KIE_API_URL: 'http://api.kie.example' },
      { KIE_API_URL: 'http://127.0.0.1:4010' },
    ],
    [
      'KIE_UPLOAD_URL should be https',
      { KIE_UPLOAD_URL: 'http://files.kie.example' },
      { KIE_UPLOAD_URL: 'http://127.0.0.1:4010' },
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
