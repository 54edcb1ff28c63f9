import { readFileSync } from 'node:fs';
import { request } from 'node:http';
import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { expect, onTestFinished, test } from 'vitest';
import { first, MUSIC_RECORD, NOBODY, SEPARATION, SEPARATION_RECORD, startKie, VOCALS, vocals } from './support.ts';

/** A request with any `Host`, which `fetch` does not allow. */
const called = (port: number, path: string, headers: Record<string, string>, method = 'POST', body = '{}') =>
  new Promise<{ status: number; text: string }>((resolve, reject) => {
    const sent = request({ host: '127.0.0.1', port, path, method, headers }, (response) => {
      let text = '';
      response.on('data', (chunk) => {
        text += String(chunk);
      });
      response.on('end', () => resolve({ status: response.statusCode ?? 0, text }));
    });
    sent.on('error', reject);
    sent.end(body);
  });

const JSON_TYPE = { 'content-type': 'application/json' };

const kept: readonly [string, Record<string, string>, number][] = [
  ['a page that lets its own name point here', { ...JSON_TYPE, host: 'evil.example:4010' }, 403],
  ['a form of another site', { 'content-type': 'text/plain', origin: 'http://evil.example' }, 403],
  ['a page of another site', { ...JSON_TYPE, origin: 'https://evil.example' }, 403],
  ['a sandboxed frame', { ...JSON_TYPE, origin: 'null' }, 403],
  ['another port of this machine', { ...JSON_TYPE, origin: 'http://localhost:3000' }, 403],
  ['a body that is not said to be JSON', { 'content-type': 'text/plain' }, 415],
  ['a form', { 'content-type': 'application/x-www-form-urlencoded' }, 415],
];

test.each(kept)('%s cannot use the admin API', async (_what, headers, status) => {
  const { buy, mock } = await startKie();
  await buy(VOCALS, vocals());
  const answer = await called(mock.port, '/__mock/reset', headers);
  expect([answer.status, answer.text]).toEqual([status, expect.stringContaining('"error"')]);
  expect(mock.ledger()).toHaveLength(1);
});

test.each([
  ['its own page', (port: number) => ({ ...JSON_TYPE, origin: `http://localhost:${port}`, host: `localhost:${port}` })],
  ['a container by its name', () => ({ ...JSON_TYPE, host: 'mock:4010' })],
  ['an address of the network', () => ({ ...JSON_TYPE, host: '10.1.2.3:4010' })],
  ['the public name', () => ({ ...JSON_TYPE, host: 'mock.example', origin: 'https://mock.example' })],
])('%s can use the admin API', async (_what, headersFor) => {
  const { mock } = await startKie({ publicUrl: 'https://mock.example/' });
  expect((await called(mock.port, '/__mock/reset', headersFor(mock.port))).status).toBe(200);
});

test('no credentials are shown: not in the journal, the HAR, the state or the settings', async () => {
  const { admin, buy, get, mock } = await startKie({ apiKey: 'canary-key', hmacKey: 'canary-hmac' });
  const key = { authorization: 'Bearer canary-key', cookie: 'session=canary-cookie' };
  await get('/api/v1/chat/credit', key);
  await get('/api/v1/chat/credit', { authorization: 'canary-key' });
  await expect(buy(VOCALS, vocals())).rejects.toThrow('401');
  for (const path of ['/journal', '/journal.har', '/state', '/settings']) {
    expect([path, JSON.stringify((await admin('GET', path)).body)]).toEqual([
      path,
      expect.not.stringContaining('canary'),
    ]);
  }
  const [entry] = mock.journal();
  expect(entry?.sent.headers).toMatchObject({ authorization: 'Bearer ***', cookie: '***' });
  // What is shown can be sent back, and changes nothing.
  await admin('PATCH', '/settings', { apiKey: '***', hmacKey: '***' });
  expect((await get('/api/v1/chat/credit', key)).status).toBe(200);
});

test('links begin with the public URL, and lead back to the file', async () => {
  const kie = await startKie({ publicUrl: 'https://mock.example/kie/' });
  const taskId = await kie.buy(VOCALS, vocals({ title: '[mock:callback-lost]' }));
  await kie.mock.clock.jump(10_000);
  const { audioUrl } = first((await kie.record(MUSIC_RECORD, taskId)).data.response.sunoData);
  expect(audioUrl).toMatch(/^https:\/\/mock\.example\/kie\/media\/r\//);
  const link = (await kie.post<{ data: string }>('/api/v1/common/download-url', { url: audioUrl })).body.data;
  expect(link).toMatch(/^https:\/\/mock\.example\/kie\/media\/r\/.*\?expires=/);
  expect((await fetch(link.replace('https://mock.example/kie', kie.mock.url))).status).toBe(200);
  // As an upload, it is the mock's own file, and not fetched.
  const separation = await kie.buy(SEPARATION, { audioUrl, callBackUrl: NOBODY });
  await kie.mock.clock.jump(10_000);
  expect((await kie.record(SEPARATION_RECORD, separation)).data.successFlag).not.toContain('FAILED');
});

test('pages of this machine may call the API, others where they are named', async () => {
  const { mock } = await startKie({ corsOrigins: ['https://app.example'] });
  const ask = async (origin: string) => {
    const headers = {
      origin,
      'access-control-request-method': 'POST',
      'access-control-request-headers': 'authorization',
    };
    const preflight = await fetch(mock.url + VOCALS, { method: 'OPTIONS', headers });
    const call = await fetch(`${mock.url}/api/v1/chat/credit`, { headers: { origin, authorization: 'Bearer k' } });
    return [preflight.status, ...[preflight, call].map(({ headers: got }) => got.get('access-control-allow-origin'))];
  };
  expect(await ask('http://localhost:5173')).toEqual([204, 'http://localhost:5173', 'http://localhost:5173']);
  expect(await ask('https://app.example')).toEqual([204, 'https://app.example', 'https://app.example']);
  expect(await ask('https://evil.example')).toEqual([405, null, null]);
});

test('callbacks reach a receiver with a self-signed certificate only when that is allowed', async () => {
  const pem = (name: string) => readFileSync(new URL(`self-signed/${name}.pem`, import.meta.url));
  let received = 0;
  const server = createServer({ key: pem('key'), cert: pem('certificate') }, (_request, response) => {
    received += 1;
    response.end('ok');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => void server.close());
  const callBackUrl = `https://127.0.0.1:${(server.address() as AddressInfo).port}/hook`;
  for (const allowSelfSigned of [false, true]) {
    const { admin, mock } = await startKie({ allowSelfSigned });
    await admin('POST', '/callbacks', { callback: 'separation.complete', url: callBackUrl });
    await mock.clock.step();
    expect([allowSelfSigned, received]).toEqual([allowSelfSigned, allowSelfSigned ? 1 : 0]);
    await mock.close();
  }
});

test('strict refuses what the provider lets pass, and sells nothing', async () => {
  const { admin, mock, post } = await startKie({ strict: true });
  const bad = [vocals({ title: '[mock:callback-lots]' }), vocals({ callbackUrl: NOBODY })];
  for (const request of bad) {
    const { body } = await post(VOCALS, request);
    expect([body.code, body.msg]).toEqual([422, expect.stringMatching(/^strict: .*did you mean "/)]);
  }
  expect(mock.ledger()).toEqual([]);
  expect((await post(VOCALS, vocals({ title: '[mock:callback-lost]' }))).body.code).toBe(200);
  await admin('PATCH', '/settings', { strict: false });
  expect((await post(VOCALS, bad[0])).body.code).toBe(200);
});

test('an inbox takes any callback and shows it', async () => {
  const { admin, buy, mock } = await startKie();
  await buy(SEPARATION, { audioUrl: mock.sampleUrl, callBackUrl: `${mock.url}/__mock/inbox/hook?secret=1` });
  await mock.clock.jump(10_000);
  expect(mock.journal({ kind: 'callback' })).toMatchObject([{ ending: { status: 200 } }]);
  await fetch(`${mock.url}/__mock/inbox/hook`, {
    method: 'POST',
    body: 'a=form',
    headers: { authorization: 'Bearer s' },
  });
  const { body } = await admin('GET', '/inbox/hook');
  expect(body).toMatchObject({
    name: 'hook',
    received: [
      { body: { code: 200, data: { vocal_separation_info: { vocal_url: expect.any(String) } } } },
      { body: 'a=form', headers: { authorization: 'Bearer ***' } },
    ],
  });
  expect((await admin('GET', '/inbox/other')).body).toMatchObject({ received: [] });
  await admin('DELETE', '/inbox/hook');
  expect((await admin('GET', '/inbox/hook')).body).toMatchObject({ received: [] });
});
