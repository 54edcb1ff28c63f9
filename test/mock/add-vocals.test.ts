import { expect, test } from 'vitest';
import { violations } from '../../mock-server/contract/index.ts';
import { audioFiles, serveFile } from './audio-files.ts';
import {
  first,
  MUSIC_RECORD,
  NOBODY,
  SEPARATION,
  SEPARATION_RECORD,
  startKie,
  startReceiver,
  VOCALS,
  vocals,
} from './support.ts';

test('a purchase is answered with a task id and nothing else', async () => {
  const kie = await startKie();
  const { status, headers, body } = await kie.post(VOCALS, vocals());
  expect(status).toBe(200);
  expect(headers.get('content-type')).toBe('application/json;charset=UTF-8');
  expect(body).toEqual({ code: 200, msg: 'success', data: { taskId: expect.stringMatching(/^[0-9a-f]{32}$/) } });
});

test('the record grows with the stages, and each change is posted', async () => {
  const kie = await startKie();
  const receiver = await startReceiver();
  const taskId = await kie.buy(VOCALS, vocals({ callBackUrl: receiver.url, model: 'V5_5' }));
  const seen = [await kie.record(MUSIC_RECORD, taskId)];
  for (const stages of [1, 2, 3]) {
    await kie.mock.clock.jump(1_600);
    await receiver.until(stages);
    seen.push(await kie.record(MUSIC_RECORD, taskId));
  }

  expect(seen.map(({ data }) => data.status)).toEqual(['PENDING', 'TEXT_SUCCESS', 'FIRST_SUCCESS', 'SUCCESS']);
  expect(seen.flatMap((record) => violations('music-record', record))).toEqual([]);
  const urls = seen.map(({ data }) => data.response?.sunoData.map(({ audioUrl }) => audioUrl !== ''));
  expect(urls).toEqual([undefined, [false, false], [true, false], [true, true]]);
  const track = first(seen.at(-1)?.data.response.sunoData ?? []);
  expect(track).toMatchObject({
    title: 'Night Ferry',
    tags: 'folk, calm',
    modelName: 'chirp-fenix',
    duration: 20,
  });

  expect(receiver.received.map(({ body }) => body.data.callbackType)).toEqual(['text', 'first', 'complete']);
  expect(receiver.received.flatMap(({ body }) => violations('music-callback', body))).toEqual([]);
  expect(receiver.received.map(({ body }) => body.data.data.length)).toEqual([0, 1, 2]);
  expect(receiver.received.every(({ body }) => body.data.task_id === taskId)).toBe(true);
  expect(receiver.received.at(-1)?.body.data.data[0]?.id).toBe(track.id);
});

test('record-info echoes the request as JSON text, callback URL included', async () => {
  const kie = await startKie();
  const request = vocals({ callBackUrl: 'http://127.0.0.1:9/secret-token' });
  const { data } = await kie.record(MUSIC_RECORD, await kie.buy(VOCALS, request));
  expect(JSON.parse(data.param)).toEqual(request);
  expect(data.createTime).toBe(Date.UTC(2026, 0, 1));
});

test('the song is as long as the upload', async () => {
  const kie = await startKie();
  const taskId = await kie.buy(VOCALS, vocals({ uploadUrl: kie.mock.sampleUrl }));
  await kie.mock.clock.jump(10_000);
  const { data } = await kie.record(MUSIC_RECORD, taskId);
  const sample = await fetch(kie.mock.sampleUrl);
  const song = await fetch(first(data.response.sunoData).audioUrl);
  expect(sample.headers.get('content-type')).toBe('audio/mpeg');
  expect((await song.arrayBuffer()).byteLength).toBe((await sample.arrayBuffer()).byteLength);
});

test('each task sings its own song over the sample, and the instruments stay in both takes', async () => {
  const kie = await startKie();
  const bytes = async (url: string) => Buffer.from(await (await fetch(url)).arrayBuffer());
  const take = async (index: number) => {
    const taskId = await kie.buy(VOCALS, vocals({ uploadUrl: kie.mock.sampleUrl }));
    await kie.mock.clock.jump(10_000);
    const { sunoData } = (await kie.record(MUSIC_RECORD, taskId)).data.response;
    const { id, audioUrl, imageUrl } = first(sunoData.slice(index));
    const separation = await kie.buy(SEPARATION, { taskId, audioId: id, callBackUrl: NOBODY });
    await kie.mock.clock.jump(10_000);
    const { response } = (await kie.record(SEPARATION_RECORD, separation)).data;
    return {
      song: await bytes(audioUrl),
      cover: await bytes(imageUrl),
      vocals: await bytes(response.vocalUrl ?? ''),
      instrumental: await bytes(response.instrumentalUrl ?? ''),
    };
  };
  const [one, two, sample] = [await take(0), await take(1), await bytes(kie.mock.sampleUrl)];
  expect(one.song.equals(two.song)).toBe(false);
  expect(one.cover.equals(two.cover)).toBe(false);
  expect(one.vocals.equals(two.vocals)).toBe(false);
  expect([one.instrumental.equals(sample), two.instrumental.equals(sample)]).toEqual([true, true]);
});

test.each(Object.entries(audioFiles))('the song is as long as an upload in %s', async (_what, make) => {
  const kie = await startKie();
  const taskId = await kie.buy(VOCALS, vocals({ uploadUrl: await serveFile(make(37)) }));
  await kie.mock.clock.jump(10_000);
  const { data } = await kie.record(MUSIC_RECORD, taskId);
  expect(first(data.response.sunoData).duration).toBeCloseTo(37, 0);
});

test('an upload of more than eight minutes is cut', async () => {
  const kie = await startKie();
  const taskId = await kie.buy(VOCALS, vocals({ uploadUrl: await serveFile(audioFiles.FLAC(500)) }));
  await kie.mock.clock.jump(10_000);
  const { data } = await kie.record(MUSIC_RECORD, taskId);
  expect(first(data.response.sunoData).duration).toBe(480);
});

test('an upload at the path of an own file, on another server, is another file', async () => {
  const kie = await startKie();
  const taskId = await kie.buy(VOCALS, vocals({ uploadUrl: kie.mock.sampleUrl.replace(/:\d+/, ':9') }));
  await kie.mock.clock.jump(10_000);
  expect((await kie.record(MUSIC_RECORD, taskId)).data.errorCode).toBe(500);
});

test('an upload that is no sound is sold, and fails later', async () => {
  const kie = await startKie();
  const taskId = await kie.buy(VOCALS, vocals({ uploadUrl: await serveFile(Buffer.from('<html>not found</html>')) }));
  await kie.mock.clock.jump(10_000);
  const { data } = await kie.record(MUSIC_RECORD, taskId);
  expect(data).toMatchObject({ status: 'GENERATE_AUDIO_FAILED', errorCode: 500, response: null });
});

test('an upload that cannot be fetched is sold, and fails later', async () => {
  const kie = await startKie();
  const receiver = await startReceiver();
  const request = vocals({ uploadUrl: 'http://127.0.0.1:9/gone.mp3', callBackUrl: receiver.url });
  const taskId = await kie.buy(VOCALS, request);
  await kie.mock.clock.jump(10_000);
  const only = await receiver.until(1);
  expect(only.body).toMatchObject({ code: 500, data: { callbackType: 'error', task_id: taskId, data: null } });
  const record = await kie.record(MUSIC_RECORD, taskId);
  expect(record.code).toBe(200);
  expect(record.data).toMatchObject({ status: 'GENERATE_AUDIO_FAILED', errorCode: 500, response: null });
  expect(violations('music-record', record)).toEqual([]);
});

test('the sibling brand spells tracks with their sources, in the same stages', async () => {
  const kie = await startKie({ dialect: 'sunoapi' });
  const receiver = await startReceiver();
  await kie.buy(VOCALS, { ...vocals({ callBackUrl: receiver.url, lyrics: 'la la', variety: 2 }), prompt: undefined });
  await kie.mock.clock.jump(10_000);
  await receiver.until(3);
  expect(receiver.received[2]?.body.data.data[0]).toMatchObject({
    prompt: 'la la',
    model_name: 'chirp-v6',
    source_audio_url: expect.any(String),
  });
  expect(receiver.received.flatMap(({ body }) => violations('music-callback', body))).toEqual([]);
});
