import { createHash } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { readConfig } from '../../src/config/config.ts';
import { complaints, development, production, read } from '../support/config.ts';
import { scratchFolder } from '../support/scene.ts';

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

  it('reads which operations are bought as jobs', () => {
    const jobsOf = (value: string | undefined) => read({ KIE_JOBS: value }).provider.jobs;
    expect(jobsOf(undefined)).toEqual([]);
    expect(jobsOf('TIMESTAMP_LYRICS, ADD_VOCALS, ADD_VOCALS')).toEqual(['TIMESTAMP_LYRICS', 'ADD_VOCALS']);
    expect(jobsOf('*')).toEqual(expect.arrayContaining(['ADD_VOCALS', 'GENERATE_LYRICS']));
    // Its answer at jobs is one of its own, and what a separation yields there is not known.
    expect(jobsOf('*')).not.toContain('TIMESTAMP_LYRICS');
    expect(jobsOf('*')).not.toContain('SEPARATE_VOCALS');
    expect(jobsOf('*,TIMESTAMP_LYRICS')).toContain('TIMESTAMP_LYRICS');
    expect(complaints({ ...development, KIE_DIALECT: 'sunoapi', KIE_JOBS: '*' })).toEqual(['KIE_JOBS']);
  });

  it('takes a variable that is set to nothing for one that is not set', () => {
    expect(read({ PORT: '', KIE_API_URL: '', REDIS_URL: '' }).http.port).toBe(4_000);
    expect(complaints({ NODE_ENV: 'development', KIE_API_KEY: '' })).toEqual(['KIE_API_KEY']);
  });

  it('sends files to the host of the brand, unless another is named', () => {
    expect(read({}).uploads.url).toBe('https://kieai.redpandaai.co');
    expect(read({ KIE_DIALECT: 'sunoapi' }).uploads.url).toBe('https://sunoapiorg.redpandaai.co');
    const named = read({ KIE_UPLOAD_URL: 'https://files.example.com/base/', MAX_UPLOAD_BYTES: '5' }).uploads;
    expect(named).toMatchObject({ url: 'https://files.example.com/base', limits: { maxBytes: 5, perViewer: 50 } });
    expect(read({ AUTH: 'api-key', API_KEYS: 'alice:secret' }).uploads.limits).toMatchObject({
      total: 50,
      perViewer: 10,
    });
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
      // The last one is derived from the key.
      callbackSecrets: ['n'.repeat(32), 'o'.repeat(32), expect.stringMatching(/^[\w-]{43}$/)],
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

  it('reads which operations are bought as jobs', () => {
    const jobsOf = (value: string | undefined) => read({ KIE_JOBS: value }).provider.jobs;
    expect(jobsOf(undefined)).toEqual([]);
    expect(jobsOf('TIMESTAMP_LYRICS, ADD_VOCALS, ADD_VOCALS')).toEqual(['TIMESTAMP_LYRICS', 'ADD_VOCALS']);
    expect(jobsOf('*')).toEqual(expect.arrayContaining(['ADD_VOCALS', 'GENERATE_LYRICS']));
    // Its answer at jobs is one of its own, and what a separation yields there is not known.
    expect(jobsOf('*')).not.toContain('TIMESTAMP_LYRICS');
    expect(jobsOf('*')).not.toContain('SEPARATE_VOCALS');
    expect(jobsOf('*,TIMESTAMP_LYRICS')).toContain('TIMESTAMP_LYRICS');
    expect(complaints({ ...development, KIE_DIALECT: 'sunoapi', KIE_JOBS: '*' })).toEqual(['KIE_JOBS']);
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
});
