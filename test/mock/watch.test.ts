import { execFile } from 'node:child_process';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { fileURLToPath } from 'node:url';
import { expect, onTestFinished, test } from 'vitest';
import type { Api, Exchange } from '../../mock-server/conformance/case.ts';
import { cases } from '../../mock-server/conformance/cases.ts';
import { jobCases } from '../../mock-server/conformance/job-cases.ts';
import { createApi } from '../../mock-server/conformance/run.ts';
import { Unanswered, watch, watchExitCode, watchLines } from '../../mock-server/conformance/watch.ts';
import { knownModels } from '../../mock-server/contract/index.ts';
import { SONG_MODELS } from '../../mock-server/operations/song-request.ts';
import { JOBS, JOBS_MODEL_PREFIX } from '../../src/upstream/kie/wire/job-names.ts';
import { NOBODY, startKie } from './support.ts';

const all = [...cases, ...jobCases];
const free = all.filter(({ maxCredits, ifAccepted }) => maxCredits === 0 && !ifAccepted).map(({ id }) => id);

type Change = (exchange: Exchange, call: { readonly path: string; readonly body: unknown }) => Exchange;

/** A mock, as a provider that answers otherwise. */
const startProvider = async (change: Change = (exchange) => exchange) => {
  const { mock } = await startKie({ clock: {}, timeScale: 0, purchaseLimit: null });
  const api = createApi({
    url: mock.url,
    key: 'k',
    audioUrl: mock.sampleUrl,
    callBackUrl: NOBODY,
    creditsPath: '/api/v1/chat/credit',
    pause: () => new Promise((resolve) => mock.clock.after(400, 'the next read', resolve)),
  });
  const changed: Api = {
    ...api,
    get: async (path, options) => change(await api.get(path, options), { path, body: null }),
    post: async (path, body) => change(await api.post(path, body), { path, body }),
  };
  return { mock, api: changed };
};

/** Lays members over an answer. */
const over = ({ status, body }: Exchange, members: object): Exchange => ({
  status,
  body: { ...Object(body), ...members },
});

test('of the mock nothing has changed, and asking is free', async () => {
  const { mock, api } = await startProvider();
  const report = await watch(all, api, 0);
  expect(report).toMatchObject({ changes: [], unanswered: [], unchanged: free });
  expect(report.leftOut.length).toBe(all.length - free.length);
  expect(watchExitCode(report)).toBe(0);
  expect(watchLines(report).at(-1)).toMatch(/^Nothing has changed; \d+ claims hold, 0 were not answered/);
  expect(mock.ledger()).toEqual([]);
});

test('within a cap the prices are looked at, too', async () => {
  const { mock, api } = await startProvider();
  const bought = all.filter(({ id }) => ['separate-vocal', 'lyrics-as-a-job', 'generate-sounds'].includes(id));
  expect(await watch(bought, api, 100)).toMatchObject({ changes: [], leftOut: [] });
  mock.settings.prices['generate-sounds'] = 3;
  const { changes } = await watch(bought, api, 100);
  expect(changes).toEqual([{ about: 'price', where: 'generate-sounds', what: 'it took 3 credits instead of 2.5' }]);
});

test.each<[string, string, Change, object]>([
  [
    'a new field',
    'unknown-music-record',
    (exchange, { path }) => (path.includes('/api/v1/generate/record-info') ? over(exchange, { hint: 'x' }) : exchange),
    { about: 'shape', what: 'unknown-record: / must NOT have additional properties "hint"' },
  ],
  [
    'another shape',
    'credits',
    (exchange, { path }) =>
      path.endsWith('/chat/credit') && exchange.status === 200 ? over(exchange, { data: { credits: 5 } }) : exchange,
    { about: 'shape', what: 'credits: /data must be number' },
  ],
  [
    'another code',
    'convert-to-wav-of-unknown-track',
    (exchange, { path }) => (path.endsWith('/wav/generate') ? over(exchange, { code: 404 }) : exchange),
    { about: 'code', what: 'code is 404 instead of 422' },
  ],
  [
    'another HTTP status',
    'foreign-download-url',
    (exchange, { path }) => (path.endsWith('/download-url') ? { ...exchange, status: 422 } : exchange),
    { about: 'code', what: 'HTTP 422 instead of 200' },
  ],
  [
    'other words',
    'generate-persona-of-unknown-track',
    (exchange, { path }) => (path.endsWith('/generate-persona') ? over(exchange, { msg: 'who?' }) : exchange),
    { about: 'answer', what: 'msg is "who?" instead of "Music does not exist"' },
  ],
  [
    'a new model',
    'generate-music-without-a-known-model',
    (exchange, { path, body }) =>
      path.endsWith('/v1/generate') && Object(body).model === 'V0'
        ? over(exchange, { msg: 'V0 is none of V5, V6, V6_MINI, V7_WILD' })
        : exchange,
    { about: 'model', what: 'V7_WILD is new' },
  ],
])('%s is told', async (_what, where, change, told) => {
  const { api } = await startProvider(change);
  const report = await watch(all, api, 0);
  expect(report.changes).toEqual([{ where, ...told }]);
  expect(watchExitCode(report)).toBe(1);
  expect(watchLines(report)[0]).toMatch(new RegExp(`^changed +\\w+ +${where}: `));
});

test('a free call that is charged is told', async () => {
  let balance = 100;
  const { api } = await startProvider((exchange, { path }) => {
    if (path.endsWith('/chat/credit') && exchange.status === 200) return over(exchange, { data: balance });
    if (path.endsWith('/wav/generate')) balance -= 0.4;
    return exchange;
  });
  expect((await watch(all, api, 0)).changes).toEqual([
    { about: 'price', where: 'convert-to-wav-of-unknown-track', what: 'it took 0.4 credits instead of 0' },
  ]);
});

test('what the provider no longer refuses is not asked for without credits', async () => {
  const { api } = await startProvider();
  const { leftOut } = await watch(all, api, 0);
  expect(leftOut).toContainEqual({
    where: 'add-vocals-without-title',
    why: 'may cost 12 credits, and 0 may be spent',
  });
  expect((await watch(all, api, 12)).unchanged).toContain('add-vocals-without-title');
});

test('what is not answered is neither changed nor unchanged', async () => {
  const { api } = await startProvider((exchange, { path }) =>
    path.endsWith('/wav/generate') ? { status: 502, body: '<html>' } : exchange,
  );
  const report = await watch(all, api, 0);
  expect(report).toMatchObject({
    changes: [],
    unanswered: [{ where: 'convert-to-wav-of-unknown-track', why: 'the answer is HTTP 502' }],
  });
  expect(watchExitCode(report)).toBe(2);
});

test('without a balance nothing is asked', async () => {
  const { api } = await startProvider((exchange) => over(exchange, { code: 455, msg: 'maintenance' }));
  await expect(watch(all, api, 0)).rejects.toThrow(new Unanswered('the answer is 455, "maintenance"'));
});

test('every model that is sold here is known', () => {
  const jobs = Object.values(JOBS).map(({ model }) => `${JOBS_MODEL_PREFIX}${model}`);
  expect([...SONG_MODELS, ...jobs].filter((model) => !knownModels.has(model))).toEqual([]);
});

const LIVE = fileURLToPath(new URL('../../mock-server/conformance/live.ts', import.meta.url));
const KEY = 'sk-"secret"/1';

const runWatch = (...args: string[]) =>
  new Promise<{ code: unknown; said: string }>((resolve) => {
    const env = { ...process.env, KIE_LIVE_API_KEY: KEY };
    execFile(process.execPath, [LIVE, '--watch', '--pace', '0', ...args], { env }, (error, out, err) =>
      resolve({ code: error?.code ?? 0, said: out + err }),
    );
  });

/** A provider that has something to say about keys, and answers everything alike. */
const startStub = async (answer: object): Promise<string> => {
  const server = createServer(({ headers }, response) => {
    response.end(JSON.stringify({ ...answer, msg: `Your key is ${headers.authorization}.` }));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => void server.close());
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
};

test('the command says by its exit code how it went, and never prints the key', async () => {
  const { mock } = await startKie({ clock: {}, timeScale: 0, purchaseLimit: null });
  expect(await runWatch('--url', mock.url)).toMatchObject({ code: 0, said: expect.stringContaining('Nothing has') });
  const other = await startStub({ code: 422, data: null });
  const [lines, json] = [await runWatch('--url', other), await runWatch('--url', other, '--json')];
  expect(lines).toMatchObject({ code: 1, said: expect.stringMatching(/^changed +code +credits: /) });
  expect(lines.said).toContain('msg is "Your key is Bearer ***." instead of');
  expect(json).toMatchObject({ code: 1, said: expect.stringContaining('"changes"') });
  const refused = await runWatch('--url', await startStub({ code: 401 }));
  expect(refused).toMatchObject({ code: 2, said: expect.stringContaining('the answer is 401') });
  const away = await runWatch('--url', 'http://127.0.0.1:9');
  expect(away).toMatchObject({ code: 2, said: expect.stringMatching(/fetch failed|bad port/) });
  for (const { said } of [lines, json, refused, away]) expect(said).not.toContain('secret');
});
