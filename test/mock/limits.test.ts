import { expect, test } from 'vitest';
import { SAMPLE_PATH } from '../../mock-server/media/upload.ts';
import { DOWNLOAD, finishedTrack, first, MUSIC_RECORD, startKie, VOCALS, vocals } from './support.ts';

test.each([
  ['kie', 429, 429],
  ['sunoapi', 200, 430],
] as const)('%s sells twenty in ten seconds, and refuses more', async (dialect, status, code) => {
  const { mock, post } = await startKie({ dialect });
  const statuses: number[] = [];
  for (let count = 0; count < 20; count++) statuses.push((await post(VOCALS, vocals())).body.code);
  expect(statuses).toEqual(Array(20).fill(200));

  const excess = await post(VOCALS, vocals());
  expect([excess.status, excess.body.code]).toEqual([status, code]);
  await mock.clock.jump(9_999);
  // What is refused is not counted: knocking does not keep the door shut.
  for (let count = 0; count < 20; count++) expect((await post(VOCALS, vocals())).body.code).toBe(code);
  await mock.clock.jump(1);
  expect((await post(VOCALS, vocals())).body.code).toBe(200);
  expect(mock.ledger()).toHaveLength(21);
});

test('one record may be read three times a second, another as often', async () => {
  const { get, mock } = await startKie();
  const read = async (taskId: string) => (await get(`${MUSIC_RECORD}?taskId=${taskId}`)).status;
  expect([await read('a'), await read('a'), await read('a'), await read('a'), await read('b')]).toEqual([
    200, 200, 200, 429, 200,
  ]);
  await mock.clock.jump(1_000);
  expect(await read('a')).toBe(200);
});

test('limits can be lifted', async () => {
  const { admin, get, mock, post } = await startKie({ purchaseLimit: null });
  await admin('PATCH', '/settings', { pollLimit: null });
  for (let count = 0; count < 25; count++) expect((await post(VOCALS, vocals())).body.code).toBe(200);
  for (let count = 0; count < 5; count++) expect((await get(`${MUSIC_RECORD}?taskId=a`)).status).toBe(200);
  expect(mock.ledger()).toHaveLength(25);
});

const DAY_MS = 24 * 60 * 60 * 1000;

test('files are gone after fourteen days, records after sixty', async () => {
  const kie = await startKie();
  const { taskId } = await finishedTrack(kie);
  const { audioUrl } = first((await kie.record(MUSIC_RECORD, taskId)).data.response.sunoData);
  await kie.mock.clock.jump(14 * DAY_MS - 60_000);
  expect((await fetch(audioUrl)).status).toBe(200);
  await kie.mock.clock.jump(60_000);
  expect((await fetch(audioUrl)).status).toBe(404);
  expect((await kie.record(MUSIC_RECORD, taskId)).data.status).toBe('SUCCESS');
  await kie.mock.clock.jump(46 * DAY_MS);
  expect((await kie.record(MUSIC_RECORD, taskId)).data).toBeNull();
});

test('a download link is good for twenty minutes, and for no other file', async () => {
  const kie = await startKie();
  const { taskId } = await finishedTrack(kie);
  const [one, two] = (await kie.record(MUSIC_RECORD, taskId)).data.response.sunoData;
  const { body } = await kie.post<{ code: number; data: string }>(DOWNLOAD, { url: one?.audioUrl });
  expect(body.code).toBe(200);
  expect((await fetch(body.data)).status).toBe(200);
  const stolen = new URL(body.data);
  stolen.pathname = new URL(two?.audioUrl ?? '').pathname;
  expect((await fetch(stolen)).status).toBe(403);
  await kie.mock.clock.jump(20 * 60_000 + 1);
  expect((await fetch(body.data)).status).toBe(403);
});

test('download links are made for the provider’s own files only', async () => {
  const { mock, post } = await startKie();
  const elsewhere = new URL(mock.sampleUrl);
  elsewhere.host = 'evil.test';
  const otherPort = new URL(mock.sampleUrl);
  otherPort.port = '9';
  for (const url of [
    'https://example.com/song.mp3',
    'nonsense',
    `${mock.url}/media/r/none.mp3`,
    elsewhere.href,
    otherPort.href,
  ]) {
    const { status, body } = await post(DOWNLOAD, { url });
    expect([url, status, body]).toEqual([url, 200, { code: 422, msg: 'url is wrong', data: null }]);
  }
});

test('the provider’s own files are known by each name that it is reached at', async () => {
  const kie = await startKie();
  const { port } = kie.mock;
  const host = 'http://kie.test:4010';
  const ask = async (address: string, path: string, body: unknown) =>
    (
      await kie.mock.fetch(
        new Request(address + path, {
          method: 'POST',
          headers: { authorization: 'Bearer k' },
          body: JSON.stringify(body),
        }),
      )
    ).json();
  const link = async (address: string, url: string) => (await ask(address, DOWNLOAD, { url })).code;
  for (const name of ['localhost', '127.0.0.1', '[::1]']) {
    expect(await link(`http://localhost:${port}`, `http://${name}:${port}${SAMPLE_PATH}`)).toBe(200);
  }
  expect(await link(host, host + SAMPLE_PATH)).toBe(200);
  expect(await link(kie.mock.url, host + SAMPLE_PATH)).toBe(422);

  // A task's files keep the name that the task was bought at.
  const { data } = await ask(host, VOCALS, vocals({ title: '[mock:callback-lost]' }));
  await kie.mock.clock.jump(60_000);
  const { audioUrl } = first((await kie.record(MUSIC_RECORD, data.taskId)).data.response.sunoData);
  expect(audioUrl).toMatch(/^http:\/\/kie\.test:4010\//);
  expect(await link(kie.mock.url, audioUrl)).toBe(200);
});

test('files are served in ranges', async () => {
  const { mock } = await startKie();
  const whole = Buffer.from(await (await fetch(mock.sampleUrl)).arrayBuffer());
  const read = async (range: string) => {
    const response = await fetch(mock.sampleUrl, { headers: { range } });
    return {
      status: response.status,
      range: response.headers.get('content-range'),
      bytes: Buffer.from(await response.arrayBuffer()),
    };
  };
  const size = whole.length;
  expect(await read('bytes=10-19')).toEqual({
    status: 206,
    range: `bytes 10-19/${size}`,
    bytes: whole.subarray(10, 20),
  });
  expect(await read('bytes=-5')).toEqual({
    status: 206,
    range: `bytes ${size - 5}-${size - 1}/${size}`,
    bytes: whole.subarray(-5),
  });
  expect(await read(`bytes=${size - 2}-`)).toMatchObject({ status: 206, bytes: whole.subarray(-2) });
  expect(await read(`bytes=${size}-`)).toMatchObject({ status: 416, range: `bytes */${size}` });
  expect(await read('lines=1-2')).toMatchObject({ status: 200, bytes: whole });
  const head = await fetch(mock.sampleUrl, { method: 'HEAD', headers: { range: 'bytes=0-9' } });
  expect([head.headers.get('content-length'), (await head.arrayBuffer()).byteLength]).toEqual([String(size), 0]);
});
