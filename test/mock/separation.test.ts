import { expect, test } from 'vitest';
import { violations } from '../../mock-server/contract/index.ts';
import { composeSong } from '../../mock-server/music/index.ts';
import { STEM_KEYS } from '../../src/upstream/kie/wire/separation.ts';
import {
  DOWNLOAD,
  finishedTrack,
  first,
  type Kie,
  MUSIC_RECORD,
  NOBODY,
  SEPARATION,
  SEPARATION_RECORD,
  startKie,
  startReceiver,
  VOCALS,
  vocals,
} from './support.ts';

/** A file, whole; names can have raw blanks. */
const bytesOf = async (url: unknown): Promise<Buffer> => {
  const response = await fetch(encodeURI(String(url)));
  expect([url, response.status]).toEqual([url, 200]);
  return Buffer.from(await response.arrayBuffer());
};

/** Buys, waits, and answers with callback and record. */
const separate = async (kie: Kie, body: Record<string, unknown>) => {
  const receiver = await startReceiver();
  const taskId = await kie.buy(SEPARATION, { callBackUrl: receiver.url, ...body });
  const pending = await kie.record(SEPARATION_RECORD, taskId);
  await kie.mock.clock.jump(4_000);
  const { body: callback } = await receiver.until(1);
  return { taskId, receiver, pending, callback, record: await kie.record(SEPARATION_RECORD, taskId) };
};

test('separate_vocal yields vocals and instrumental, nothing else', async () => {
  const kie = await startKie();
  const track = await finishedTrack(kie);
  const { taskId, receiver, pending, callback, record } = await separate(kie, { ...track, type: 'separate_vocal' });

  expect(pending.data).toMatchObject({
    successFlag: 'PENDING',
    response: null,
    completeTime: null,
    musicId: track.audioId,
    musicIndex: 0,
  });
  expect(callback.data.task_id).toBe(taskId);
  expect(Object.keys(callback.data.vocal_separation_info)).toEqual(['origin_url', 'vocal_url', 'instrumental_url']);
  expect(record.data).toMatchObject({ successFlag: 'SUCCESS', callbackUrl: receiver.url });
  expect(record.data).not.toHaveProperty('status');
  const named = STEM_KEYS.filter(({ camel }) => record.data.response[camel] !== null).map(({ group }) => group);
  expect(named).toEqual(['Vocals', 'Instrumental']);
  expect(record.data.response.originData.map((row) => row.audio_url)).toEqual([
    record.data.response.vocalUrl,
    record.data.response.instrumentalUrl,
  ]);
  expect([...violations('separation-callback', callback), ...violations('separation-record', record)]).toEqual([]);
  expect(violations('separation-record', pending)).toEqual([]);
});

test.each([
  ['kie', 'vocal_separation_info'],
  ['sunoapi', 'vocal_removal_info'],
] as const)('split_stem on %s yields twelve stems, silent ones where the song has none', async (dialect, container) => {
  const kie = await startKie({ dialect });
  const { callback, record } = await separate(kie, { ...(await finishedTrack(kie)), type: 'split_stem' });
  const twelve = STEM_KEYS.filter(({ group }) => group !== 'Instrumental' && group !== 'Piano');
  const { origin_url: _origin, ...inCallback } = { origin_url: '', ...callback.data[container] };
  expect(inCallback).toEqual(
    Object.fromEntries(twelve.map(({ snake, camel }) => [snake, record.data.response[camel]])),
  );
  const urls = Object.values(inCallback);
  expect(urls).toEqual(Array(12).fill(expect.stringMatching(/^http/)));
  const files = await Promise.all(urls.map(bytesOf));
  // Of one length and one bit rate; those in which nothing is heard are byte for byte the same.
  expect(new Set(files.map(({ length }) => length)).size).toBe(1);
  const different = new Set(files.map((file) => file.toString('base64'))).size;
  expect(different).toBeGreaterThan(3);
  expect(different).toBeLessThan(12);
  expect(record.data.response.instrumentalUrl).toBeNull();
  expect([...violations('separation-callback', callback), ...violations('separation-record', record)]).toEqual([]);
});

test('split_stem_advanced yields one stem and its complement', async () => {
  const kie = await startKie();
  const body = { ...(await finishedTrack(kie)), type: 'split_stem_advanced', stemName: 'Upright Bass' };
  const { callback, record } = await separate(kie, body);
  const { extract, remove } = first(callback.data.vocal_separation_info.origin_data);
  expect([extract.stem_type_group_name, remove.stem_type_group_name]).toEqual(['Upright Bass', 'No Upright Bass']);
  expect(record.data.response.originData).toEqual([{ extract, remove }]);
  // Raw blanks, as in the page's example: a client has to encode them.
  expect([extract.audio_url, remove.audio_url]).toEqual([
    expect.stringMatching(/_Upright Bass\.mp3$/),
    expect.stringMatching(/_No Upright Bass\.mp3$/),
  ]);
  expect([...violations('separation-callback', callback), ...violations('separation-record', record)]).toEqual([]);
  const bytes = await Promise.all([extract, remove].map(({ audio_url }) => bytesOf(audio_url)));
  expect(bytes[0]?.equals(bytes[1] ?? Buffer.alloc(0))).toBe(false);
});

test('a file can be separated by its URL, and then has no track', async () => {
  const kie = await startKie();
  const { record } = await separate(kie, { audioUrl: kie.mock.sampleUrl });
  expect(record.data).toMatchObject({ successFlag: 'SUCCESS', musicId: null, musicIndex: null });
});

test('the sibling brand uses its own container, and names the track audioId', async () => {
  const kie = await startKie({ dialect: 'sunoapi' });
  const track = await finishedTrack(kie);
  const { callback, record } = await separate(kie, { ...track, type: 'separate_vocal' });
  expect(callback.msg).toBe('vocal Removal generated successfully.');
  expect(callback.data.vocal_removal_info.vocal_url).toMatch(/_Vocals\.mp3$/);
  expect(record.data.audioId).toBe(track.audioId);
  expect(record.data.response).not.toHaveProperty('originData');
  expect([...violations('separation-callback', callback), ...violations('separation-record', record)]).toEqual([]);
});

test.each([
  ['kie', 500, 'vocal_separation_info'],
  ['sunoapi', 400, 'vocal_removal_info'],
] as const)('a failure is told as %s tells it', async (dialect, code, container) => {
  const kie = await startKie({ dialect });
  await kie.admin('POST', '/scenarios', { scenario: 'create-failed', operation: 'add-vocals' });
  kie.mock.scenario('error-after-first', { operation: 'separation' });
  const { callback, record } = await separate(kie, { audioUrl: kie.mock.sampleUrl, type: 'split_stem' });
  expect(callback).toMatchObject({ code, msg: 'Instrument separation failed', data: { [container]: null } });
  expect(record).toMatchObject({
    code: 200,
    data: { successFlag: 'GENERATE_AUDIO_FAILED', errorCode: code, response: null },
  });
  expect(violations('separation-callback', callback)).toEqual([]);
});

test('a track can be separated from the moment that it is there, not from when its id is known', async () => {
  const kie = await startKie();
  const taskId = await kie.buy(VOCALS, vocals({ title: '[mock:callback-lost]' }));
  const codes: number[][] = [];
  for (const _stage of ['text', 'first', 'complete']) {
    await kie.mock.clock.step();
    const tracks = (await kie.record(MUSIC_RECORD, taskId)).data.response.sunoData;
    const answers = tracks.map(({ id }) => kie.post(SEPARATION, { taskId, audioId: id, callBackUrl: NOBODY }));
    codes.push((await Promise.all(answers)).map(({ body }) => body.code));
  }
  expect(codes).toEqual([
    [422, 422],
    [200, 422],
    [200, 200],
  ]);
});

test('every separation is charged, also of the same track', async () => {
  const kie = await startKie({ credits: 100 });
  const track = await finishedTrack(kie);
  const balance = kie.mock.balance();
  await separate(kie, { ...track, type: 'separate_vocal' });
  await separate(kie, { ...track, type: 'separate_vocal' });
  expect(kie.mock.balance()).toBe(balance - 20);
});

test('what is separated is what was uploaded: an instrumental has no vocals, drums are drums', async () => {
  const kie = await startKie();
  const { sampleUrl } = kie.mock;
  const two = (await separate(kie, { audioUrl: sampleUrl })).record.data.response;
  const [sample, vocal, instrumental] = await Promise.all([sampleUrl, two.vocalUrl, two.instrumentalUrl].map(bytesOf));
  expect(instrumental?.equals(sample ?? Buffer.alloc(0))).toBe(true);

  const split = (await separate(kie, { audioUrl: sampleUrl, type: 'split_stem' })).record.data.response;
  const [silence, drums] = await Promise.all([split.vocalUrl, split.drumsUrl].map(bytesOf));
  expect(vocal?.equals(silence ?? Buffer.alloc(0))).toBe(true);
  expect(drums?.equals(silence ?? Buffer.alloc(0))).toBe(false);

  const again = (await separate(kie, { audioUrl: split.drumsUrl, type: 'split_stem' })).record.data.response;
  const [sameDrums, noBass, noVocals] = await Promise.all([again.drumsUrl, again.bassUrl, again.vocalUrl].map(bytesOf));
  expect(sameDrums?.equals(drums ?? Buffer.alloc(0))).toBe(true);
  expect([noBass, noVocals].map((file) => file?.equals(silence ?? Buffer.alloc(0)))).toEqual([true, true]);
});

test('the two stems of separate_vocal add up: backing vocals are among the vocals', async () => {
  const kie = await startKie();
  const url = (count: number) => `https://files.example.com/${count}.mp3`;
  const isSung = (count: number) =>
    composeSong({ seed: url(count), seconds: 20 }).stems.some(({ name }) => name === 'Backing Vocals');
  const audioUrl = url([1, 2, 3, 4, 5, 6, 7, 8].find(isSung) ?? 0);
  const two = (await separate(kie, { audioUrl })).record.data.response;
  const parts = await Promise.all(
    [audioUrl, two.vocalUrl, two.instrumentalUrl].map(async (source) => {
      const { record } = await separate(kie, { audioUrl: source, type: 'split_stem' });
      return bytesOf(record.data.response.backingVocalsUrl);
    }),
  );
  const [whole, vocal, instrumental] = parts;
  expect(vocal?.equals(whole ?? Buffer.alloc(0))).toBe(true);
  expect(instrumental?.equals(whole ?? Buffer.alloc(0))).toBe(false);
});

test('a file does not exist before its stage: not to fetch, to separate or to link to', async () => {
  const kie = await startKie();
  const taskId = await kie.buy(VOCALS, vocals({ title: '[mock:callback-lost]' }));
  const { tasks } = (await kie.admin<{ tasks: { files: { url: string }[] }[] }>('GET', '/tasks')).body;
  const urls = first(tasks).files.map(({ url }) => url);
  const seen = async () => Promise.all(urls.map(async (url) => (await fetch(url, { method: 'HEAD' })).status));
  const link = async () => (await kie.post<{ code: number }>(DOWNLOAD, { url: urls[0] })).body.code;
  const statuses = [await seen()];
  const links = [await link()];
  for (const _stage of ['text', 'first', 'complete']) {
    await kie.mock.clock.step();
    statuses.push(await seen());
    links.push(await link());
  }
  // Song, stream and cover of the first take, then of the second.
  expect(statuses).toEqual([
    [404, 404, 404, 404, 404, 404],
    [404, 200, 200, 404, 200, 200],
    [200, 200, 200, 404, 200, 200],
    [200, 200, 200, 200, 200, 200],
  ]);
  expect(links).toEqual([422, 422, 200, 200]);
  expect((await kie.record(MUSIC_RECORD, taskId)).data.status).toBe('SUCCESS');
});

test.each([
  ['Upright Bass', 200, []],
  ['Didgeridoo', 200, []],
  ['Banana', 422, []],
  ['Uprigt Bass', 422, ['near miss: "Uprigt Bass" is no stemName; did you mean "Upright Bass"?']],
])('the stem "%s" is answered with %i', async (stemName, code, notes) => {
  const kie = await startKie();
  const body = { audioUrl: kie.mock.sampleUrl, type: 'split_stem_advanced', stemName, callBackUrl: NOBODY };
  expect((await kie.post(SEPARATION, body)).body.code).toBe(code);
  expect(kie.mock.journal()[0]?.notes).toEqual(notes);
  expect(kie.mock.ledger()).toHaveLength(code === 200 ? 1 : 0);
});

test('a stem’s name with another type is let pass, and noted', async () => {
  const kie = await startKie();
  await kie.buy(SEPARATION, {
    audioUrl: kie.mock.sampleUrl,
    type: 'split_stem',
    stemName: 'Kick',
    callBackUrl: NOBODY,
  });
  expect(kie.mock.journal()[0]?.notes).toEqual([expect.stringContaining('split_stem_advanced only')]);
});
