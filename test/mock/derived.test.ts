import { parseBuffer } from 'music-metadata';
import { describe, expect, test } from 'vitest';
import type { Task } from '../../mock-server/core/task.ts';
import { audioSeconds } from '../../mock-server/media/audio-length.ts';
import { composeSong } from '../../mock-server/music/index.ts';
import { type Envelope, finishedTrack, type Kie, NOBODY, SEPARATION, startKie, startReceiver } from './support.ts';

const WAV = '/api/v1/wav/generate';
const VIDEO = '/api/v1/mp4/generate';
const COVER = '/api/v1/suno/cover/generate';
const MIDI = '/api/v1/midi/generate';
const PERSONA = '/api/v1/generate/generate-persona';
const STYLE = '/api/v1/style/generate';
const recordOf = (createPath: string): string => createPath.replace('/generate', '/record-info');

/** What the wire holds, as far as these tests look into it. */
const dataOf = (envelope: Envelope): Record<string, unknown> => Object(envelope.data);

const fetched = async (url: unknown) => {
  const response = await fetch(String(url));
  return { type: response.headers.get('content-type'), bytes: new Uint8Array(await response.arrayBuffer()) };
};

/** Buys, lets it end, and gives callback and record. */
const finish = async (kie: Kie, path: string, body: object) => {
  const receiver = await startReceiver();
  const taskId = await kie.buy(path, { ...body, callBackUrl: receiver.url });
  const pending = dataOf(await kie.record(recordOf(path), taskId));
  await kie.mock.clock.jump(10_000);
  const callback = (await receiver.until(1)).body;
  return { taskId, pending, callback, record: dataOf(await kie.record(recordOf(path), taskId)) };
};

describe.each(['kie', 'sunoapi'] as const)('on %s', (dialect) => {
  test('a WAV is one, as long as its track', async () => {
    const kie = await startKie({ dialect });
    const track = await finishedTrack(kie);
    const { taskId, pending, callback, record } = await finish(kie, WAV, track);
    expect(pending).toMatchObject({ successFlag: 'PENDING', response: null, completeTime: null });
    expect(dataOf(callback)).toMatchObject({ task_id: taskId });
    const time = expect.stringMatching(/^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d$/);
    expect(record).toMatchObject({
      successFlag: 'SUCCESS',
      musicId: track.audioId,
      createTime: time,
      completeTime: time,
    });
    const { type, bytes } = await fetched(Object(record['response']).audioWavUrl);
    expect(type).toBe('audio/wav');
    expect(new TextDecoder().decode(bytes.subarray(0, 4))).toBe('RIFF');
    expect(await audioSeconds(bytes)).toBeCloseTo(20, 1);
  });

  test('a video shows a picture for as long as its track sounds', async () => {
    const kie = await startKie({ dialect });
    const { taskId, callback, record } = await finish(kie, VIDEO, { ...(await finishedTrack(kie)), author: 'Ferry' });
    expect(dataOf(callback)).toMatchObject({ task_id: taskId, video_url: Object(record['response']).videoUrl });
    const { type, bytes } = await fetched(Object(record['response']).videoUrl);
    expect(type).toBe('video/mp4');
    const { format } = await parseBuffer(bytes, undefined, { duration: true });
    expect(format.trackInfo).toMatchObject([{ video: { pixelWidth: 320, pixelHeight: 320 } }, { audio: {} }]);
    expect(format.duration).toBeCloseTo(20, 1);
  });

  test('cover pictures are two, drawn once for a task', async () => {
    const kie = await startKie({ dialect });
    const { taskId: parent } = await finishedTrack(kie);
    const { taskId, pending, callback, record } = await finish(kie, COVER, { taskId: parent });
    expect(pending).toMatchObject({ successFlag: 0, response: null });
    expect(dataOf(callback)).toEqual({ taskId, images: Object(record['response']).images });
    expect(record).toMatchObject({ successFlag: 1, errorCode: 200, parentTaskId: parent });
    const [one, two] = await Promise.all(Object(record['response']).images.map(fetched));
    expect([one.type, two.type]).toEqual(['image/png', 'image/png']);
    expect(one.bytes).not.toEqual(two.bytes);
    const { body } = await kie.post(COVER, { taskId: parent, callBackUrl: NOBODY });
    expect(body).toMatchObject({ code: 400, data: { taskId } });
  });

  test('notes are those that the stems play', async () => {
    const kie = await startKie({ dialect });
    const track = await finishedTrack(kie);
    const split = await kie.buy(SEPARATION, { ...track, type: 'split_stem', callBackUrl: NOBODY });
    expect((await kie.post(MIDI, { taskId: split, callBackUrl: NOBODY })).body).toMatchObject({ code: 422 });
    await kie.mock.clock.jump(10_000);
    const { taskId, callback, record } = await finish(kie, MIDI, { taskId: split });
    expect(dialect === 'kie' ? dataOf(callback)['taskId'] : Object(callback).task_id).toBe(taskId);
    const { instruments } = Object(record['midiData']);
    const { body: state } = await kie.admin<{ tasks: Pick<Task, 'id' | 'files'>[] }>('GET', '/state');
    const [file] = state.tasks.find(({ id }) => id === split)?.files ?? [];
    if (!file) throw new Error('the separation has no file');
    const { stems } = composeSong(file.song);
    expect(instruments.map(({ name }: { name: string }) => name)).toEqual(stems.map(({ name }) => name));
    expect(instruments[0].notes).toEqual(
      stems[0]?.notes.map(({ at, seconds, pitch, velocity }) => ({ pitch, start: at, end: at + seconds, velocity })),
    );
    expect(record).toMatchObject({ successFlag: 1, recordTaskId: -1, audioId: null });
  });

  test('a persona is made once for a track, of 10 to 30 s', async () => {
    const kie = await startKie({ dialect });
    const persona = { ...(await finishedTrack(kie)), name: 'Ferry', description: 'warm' };
    const ask = async (change: object) => (await kie.post(PERSONA, { ...persona, ...change })).body;
    expect(await ask({ vocalStart: 5, vocalEnd: 10 })).toMatchObject({ data: null });
    expect(await ask({ audioId: 'nobody' })).toMatchObject({ code: 422, msg: 'Music does not exist' });
    const personaId = expect.any(String);
    expect(await ask({})).toMatchObject({ code: 200, data: { personaId, name: 'Ferry', description: 'warm' } });
    expect(await ask({})).toMatchObject({ code: 409, data: null });
  });

  test('a style comes with the answer, and is charged each time', async () => {
    const kie = await startKie({ dialect });
    for (const charges of [1, 2]) {
      const { body } = await kie.post(STYLE, { content: 'Pop, Dreamy' });
      expect(dataOf(body)).toMatchObject({
        result: expect.stringContaining('Pop'),
        param: 'Pop, Dreamy',
        errorMsg: null,
      });
      expect(kie.mock.ledger()).toHaveLength(charges);
    }
  });
});

test('a second WAV of a track is refused with 409 and without an id, unless the first one failed', async () => {
  const kie = await startKie();
  const track = await finishedTrack(kie);
  const mend = kie.mock.scenario('failed-500', { operation: 'convert-to-wav' });
  const failed = await finish(kie, WAV, track);
  expect(failed.record).toMatchObject({ successFlag: 'GENERATE_WAV_FAILED', errorCode: 500, response: null });
  expect(dataOf(failed.callback)).toMatchObject({ audioWavUrl: null });
  mend();
  await kie.buy(WAV, { ...track, callBackUrl: NOBODY });
  expect((await kie.post(WAV, { ...track, callBackUrl: NOBODY })).body).toMatchObject({ code: 409, data: null });
});

test.each([WAV, VIDEO])('%s knows only finished tracks of this provider', async (path) => {
  const kie = await startKie();
  const { taskId } = await finishedTrack(kie);
  const { body } = await kie.post(path, { taskId, audioId: 'nobody', callBackUrl: NOBODY });
  expect(body).toMatchObject({ code: 422, msg: 'Record does not exist', data: null });
});

test('the notes of one stem are its own', async () => {
  const kie = await startKie();
  const split = await kie.buy(SEPARATION, { ...(await finishedTrack(kie)), type: 'split_stem', callBackUrl: NOBODY });
  await kie.mock.clock.jump(10_000);
  const { data } = await kie.record('/api/v1/vocal-removal/record-info', split);
  const bass = data.response.originData.find(({ stem_type_group_name: name }) => name === 'Bass');
  const { record } = await finish(kie, MIDI, { taskId: split, audioId: bass?.id });
  expect(record['audioId']).toBe(bass?.id);
  const { instruments } = Object(record['midiData']);
  expect(instruments.map(({ name }: { name: string }) => name)).toEqual(['Bass']);
});
