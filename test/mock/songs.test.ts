import { describe, expect, test } from 'vitest';
import { violations } from '../../mock-server/contract/index.ts';
import { operationOf } from '../../mock-server/operations/index.ts';
import { DIALECTS, type Dialect } from '../../src/upstream/kie/wire/dialects.ts';
import {
  first,
  type Kie,
  MUSIC_RECORD,
  NOBODY,
  SEPARATION,
  SEPARATION_RECORD,
  startKie,
  startReceiver,
} from './support.ts';

/** Each operation, what it costs, and what it is called in records. */
const SONGS = [
  ['generate-music', 12, 'generate'],
  ['extend-music', 12, 'extend'],
  ['upload-and-cover', 12, 'upload_cover'],
  ['upload-and-extend', 12, 'upload_extend'],
  ['add-instrumental', 12, 'upload_add_instrumental'],
  ['generate-mashup', 12, 'mashup'],
  ['replace-section', 5, 'replace_section'],
  ['generate-sounds', 2.5, 'sounds'],
] as const;
type Name = (typeof SONGS)[number][0];

const pathOf = (name: Name): string => operationOf(name).createPath;

/** A finished song of the model V5, 20 seconds long. */
const parentOf = async (kie: Kie) => {
  const taskId = await kie.buy(pathOf('generate-music'), {
    ...operationOf('generate-music').example(''),
    callBackUrl: NOBODY,
  });
  await kie.mock.clock.jump(600_000);
  return { taskId, audioId: first((await kie.record(MUSIC_RECORD, taskId)).data.response.sunoData).id };
};

/** A request that is fine: a continuation needs a track that exists. */
const requestFor = async (kie: Kie, name: Name, more: object = {}) => ({
  ...operationOf(name).example(kie.mock.sampleUrl),
  ...(name === 'extend-music' ? { audioId: (await parentOf(kie)).audioId } : {}),
  callBackUrl: NOBODY,
  ...more,
});

describe.each(DIALECTS)('on %s', (dialect) => {
  test.each(SONGS)('%s is charged, tells of its stages and yields two tracks', async (name, credits, type) => {
    const kie = await startKie({ dialect });
    const receiver = await startReceiver();
    const taskId = await kie.buy(pathOf(name), await requestFor(kie, name, { callBackUrl: receiver.url }));
    expect(kie.mock.ledger().at(-1)).toMatchObject({ taskId, credits, operation: name });
    await kie.mock.clock.jump(600_000);
    const stages = name === 'replace-section' ? ['complete'] : ['text', 'first', 'complete'];
    await receiver.until(stages.length);
    expect(receiver.received.map(({ body }) => body.data.callbackType)).toEqual(stages);
    expect(receiver.received.flatMap(({ body }) => violations('music-callback', body))).toEqual([]);
    const record = await kie.record(MUSIC_RECORD, taskId);
    expect(violations('music-record', record)).toEqual([]);
    expect(record.data).toMatchObject({ status: 'SUCCESS', operationType: type });
    const { sunoData } = record.data.response;
    expect(sunoData).toHaveLength(2);
    const file = await fetch(first(sunoData).audioUrl);
    expect(file.headers.get('content-type')).toBe('audio/mpeg');
    // An MP3 of the mock's is 96 kbit/s at most, and no frame of it is empty.
    expect((await file.arrayBuffer()).byteLength).toBeGreaterThan(1_000 * (first(sunoData).duration ?? 0));
  });

  test.each(SONGS)('%s can fail, in the words of its callback page', async (name) => {
    const kie = await startKie({ dialect });
    const request = await requestFor(kie, name);
    const receiver = await startReceiver();
    kie.mock.scenario('failed-501', { operation: name });
    const taskId = await kie.buy(pathOf(name), { ...request, callBackUrl: receiver.url });
    await kie.mock.clock.jump(600_000);
    const { body } = await receiver.until(1);
    expect(violations('music-callback', body)).toEqual([]);
    expect(body.data).toMatchObject({ callbackType: 'error', task_id: taskId });
    expect((await kie.record(MUSIC_RECORD, taskId)).data.status).toBe('GENERATE_AUDIO_FAILED');
  });
});

const x = (length: number) => 'x'.repeat(length);
const custom = { customMode: true, instrumental: false, style: 'folk', title: 'Night Ferry', prompt: '[Verse] Lights' };
const flagged = { defaultParamFlag: true, continueAt: 10, prompt: 'Lights', style: 'folk', title: 'Night Ferry' };

test.each<readonly [Name, string, object, string]>([
  ['generate-music', 'no mode', { customMode: undefined }, 'Please enter customMode.'],
  ['generate-music', 'no style', { ...custom, style: '' }, 'Please enter style.'],
  ['generate-music', 'no words', { ...custom, prompt: '' }, 'Please enter prompt.'],
  ['generate-music', 'a long title', { ...custom, title: x(81) }, 'title length cannot exceed 80 characters'],
  [
    'generate-music',
    'V4 and long style',
    { ...custom, style: x(201), model: 'V4' },
    'style length cannot exceed 200 characters',
  ],
  [
    'generate-music',
    'a long description',
    { customMode: false, prompt: x(3001) },
    'prompt length cannot exceed 3000 characters',
  ],
  ['generate-music', 'a length with V5', { ...custom, duration: 60 }, 'duration is not supported by this model'],
  [
    'generate-music',
    'a persona with V4_5',
    { ...custom, personaModel: 'style_persona', model: 'V4_5' },
    'personaModel is not supported by this model',
  ],
  ['extend-music', 'no track', { audioId: '' }, 'Please enter audioId.'],
  ['extend-music', 'no moment', { ...flagged, continueAt: undefined }, 'Please enter continueAt.'],
  ['extend-music', 'no words', { ...flagged, prompt: '' }, 'Please enter prompt.'],
  [
    'extend-music',
    'words of an instrumental',
    { ...flagged, instrumental: true },
    'prompt cannot be used when instrumental is true',
  ],
  ['upload-and-cover', 'a long description', { prompt: x(501) }, 'prompt length cannot exceed 500 characters'],
  [
    'upload-and-cover',
    'a long title for V6',
    { ...custom, title: x(81), model: 'V6' },
    'title length cannot exceed 80 characters',
  ],
  ['upload-and-extend', 'no moment', { continueAt: null }, 'Please enter continueAt.'],
  ['upload-and-extend', 'no style', { ...flagged, style: '' }, 'Please enter style.'],
  ['add-instrumental', 'no tags', { tags: undefined }, 'Please enter tags.'],
  ['add-instrumental', 'no negative tags', { negativeTags: '' }, 'Please enter negativeTags.'],
  ['generate-mashup', 'one song', { uploadUrlList: [NOBODY] }, 'uploadUrlList must be exactly two http or https urls'],
  ['replace-section', 'both sources', { taskId: 'a', audioId: 'b' }, 'uploadUrl and taskId cannot be used together'],
  ['replace-section', 'no source', { uploadUrl: undefined, model: undefined }, 'Please enter taskId.'],
  ['replace-section', 'a short part', { infillEndS: 14.99 }, 'The replacement section must be at least 10 seconds'],
  ['generate-sounds', 'any key', { soundKey: 'Any' }, 'soundKey must be one of its 24 values'],
  ['generate-sounds', 'a fast tempo', { soundTempo: 301 }, 'soundTempo must be between 1 and 300'],
])('%s with %s is refused, and charges nothing', async (name, _about, change, msg) => {
  const kie = await startKie();
  const request = { ...operationOf(name).example(kie.mock.sampleUrl), callBackUrl: NOBODY, ...change };
  const { body } = await kie.post(pathOf(name), request);
  expect(body).toEqual({ code: 422, msg, data: null });
  expect(kie.mock.ledger()).toEqual([]);
});

test('more than half of a track is not replaced', async () => {
  const kie = await startKie();
  const request = await requestFor(kie, 'replace-section');
  const source = await parentOf(kie);
  const { uploadUrl: _url, model: _model, ...section } = { uploadUrl: '', model: '', ...request };
  const { body } = await kie.post(pathOf('replace-section'), {
    ...section,
    ...source,
    infillStartS: 5,
    infillEndS: 15.5,
  });
  expect(body).toMatchObject({ code: 422, msg: 'The replacement section cannot exceed half of the song' });
  expect(await kie.buy(pathOf('replace-section'), { ...section, ...source })).toMatch(/^[0-9a-f]{32}$/);
});

const lateFailures: readonly (readonly [Name, string, object])[] = [
  ['extend-music', 'a track that nobody made', { audioId: '00000000-0000-4000-8000-000000000000' }],
  ['extend-music', 'another model', { model: 'V5_5' }],
  ['extend-music', 'a moment after the end', { ...flagged, continueAt: 21 }],
  ['upload-and-cover', 'an address that leads nowhere', { uploadUrl: 'http://127.0.0.1:9/gone.mp3' }],
  ['upload-and-extend', 'a moment after the end', { continueAt: 21 }],
  ['add-instrumental', 'an address that leads nowhere', { uploadUrl: 'http://127.0.0.1:9/gone.mp3' }],
  ['generate-mashup', 'an address that leads nowhere', { uploadUrlList: [NOBODY, NOBODY] }],
  ['replace-section', 'an address that leads nowhere', { uploadUrl: 'http://127.0.0.1:9/gone.mp3' }],
];

test.each(lateFailures)('%s of %s is sold, and fails later', async (name, _about, change) => {
  const kie = await startKie();
  const taskId = await kie.buy(pathOf(name), await requestFor(kie, name, change));
  await kie.mock.clock.jump(600_000);
  expect((await kie.record(MUSIC_RECORD, taskId)).data).toMatchObject({
    status: 'GENERATE_AUDIO_FAILED',
    response: null,
  });
});

describe('the music', () => {
  const durationsOf = async (dialect: Dialect, name: Name, more: object) => {
    const kie = await startKie({ dialect });
    const taskId = await kie.buy(pathOf(name), await requestFor(kie, name, more));
    await kie.mock.clock.jump(600_000);
    return (await kie.record(MUSIC_RECORD, taskId)).data.response.sunoData.map(({ duration }) => duration);
  };

  test.each<readonly [Name, string, object, number]>([
    ['generate-music', 'is as long as was asked for', { ...custom, model: 'V5_5', duration: 33 }, 33],
    ['extend-music', 'goes on after its moment', { ...flagged, continueAt: 10 }, 30],
    ['extend-music', 'goes on at the end by itself', {}, 40],
    ['upload-and-cover', 'is as long as the upload', {}, 20],
    ['replace-section', 'is as long as it was', {}, 20],
    ['generate-sounds', 'lasts whole bars', { soundTempo: 120, soundKey: 'Am' }, 8],
  ])('of %s %s', async (name, _about, change, seconds) => {
    expect(await durationsOf('kie', name, change)).toEqual([seconds, seconds]);
  });
});

test('a section without a callback URL is told by its record alone', async () => {
  const kie = await startKie();
  const { callBackUrl: _nobody, ...request } = await requestFor(kie, 'replace-section');
  const taskId = await kie.buy(pathOf('replace-section'), request);
  await kie.mock.clock.jump(600_000);
  expect((await kie.record(MUSIC_RECORD, taskId)).data.status).toBe('SUCCESS');
});

test('what was made of a song can be split like any other: its stems are those that are heard', async () => {
  const kie = await startKie();
  const cover = await kie.buy(pathOf('upload-and-cover'), await requestFor(kie, 'upload-and-cover'));
  await kie.mock.clock.jump(600_000);
  const source = { taskId: cover, audioId: first((await kie.record(MUSIC_RECORD, cover)).data.response.sunoData).id };
  const extended = await kie.buy(
    pathOf('extend-music'),
    await requestFor(kie, 'extend-music', { audioId: source.audioId }),
  );
  await kie.mock.clock.jump(600_000);
  const { sunoData } = (await kie.record(MUSIC_RECORD, extended)).data.response;
  const track = { taskId: extended, audioId: first(sunoData).id };
  const split = await kie.buy(SEPARATION, { ...track, type: 'separate_vocal', callBackUrl: NOBODY });
  await kie.mock.clock.jump(600_000);
  const { response } = (await kie.record(SEPARATION_RECORD, split)).data;
  const [song, vocals, instrumental] = await Promise.all(
    [first(sunoData).audioUrl, response.vocalUrl, response.instrumentalUrl].map(async (url) =>
      Buffer.from(await (await fetch(url ?? '')).arrayBuffer()),
    ),
  );
  expect(vocals?.length).toBe(song?.length);
  expect(vocals?.equals(instrumental ?? Buffer.alloc(0))).toBe(false);
});
