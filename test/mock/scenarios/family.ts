import { expect } from 'vitest';
import { finishedTrack, NOBODY, SEPARATION, startKie, startReceiver } from '../support.ts';
import type { Proof, Proofs } from './proof.ts';

/** What the wire holds, as far as these proofs look into it. */
type Said = Record<string, unknown> & { readonly code: number; readonly data: Record<string, unknown> };

const WAV = '/api/v1/wav/generate';
const VIDEO = '/api/v1/mp4/generate';
const COVER = '/api/v1/suno/cover/generate';
const MIDI = '/api/v1/midi/generate';
const LYRICS = '/api/v1/lyrics';
const PERSONA = '/api/v1/generate/generate-persona';
const STYLE = '/api/v1/style/generate';

/** A task under a scenario: its record before and at its end, and its callback. */
const lived = async (scenario: string, path: string, bodyFor: (track: object, stems: string) => object) => {
  const kie = await startKie();
  const receiver = await startReceiver();
  const track = await finishedTrack(kie);
  const split = await kie.buy(SEPARATION, { ...track, type: 'separate_vocal', callBackUrl: NOBODY });
  await kie.mock.clock.jump(10_000);
  await kie.admin('POST', '/scenarios', { scenario });
  const taskId = await kie.buy(path, { ...bodyFor(track, split), callBackUrl: receiver.url });
  const recordPath = path === LYRICS ? `${LYRICS}/record-info` : path.replace('/generate', '/record-info');
  const read = async () => (await kie.get<Said>(`${recordPath}?taskId=${taskId}`)).body;
  const pending = (await read()).data;
  await kie.mock.clock.jump(10_000);
  const { body } = await receiver.until(1);
  const callback: Said = JSON.parse(JSON.stringify(body));
  return { taskId, pending, callback, record: (await read()).data };
};

const ofTrack = (track: object): object => track;
const ofTask = (track: object): object => ({ taskId: Object(track).taskId });

const states =
  (scenario: string, expected: readonly unknown[]): Proof =>
  async () => {
    const { pending, record } = await lived(scenario, COVER, ofTask);
    expect([pending['successFlag'], record['successFlag']]).toEqual(expected);
  };

/** A second purchase of what exists, under a scenario. */
const boughtTwice = async (scenario: string, path: string, bodyFor: (track: object) => object) => {
  const kie = await startKie();
  const body = { ...bodyFor(await finishedTrack(kie)), callBackUrl: NOBODY };
  const first = (await kie.post<Said>(path, body)).body;
  await kie.admin('POST', '/scenarios', { scenario });
  return { first, second: (await kie.post<Said>(path, { ...body, name: 'Another' })).body };
};

export const familyProofs: Proofs = {
  'wav-url-old': async () => {
    const { taskId, callback, record } = await lived('wav-url-old', WAV, ofTrack);
    expect(callback.data).toEqual({ task_id: taskId, audio_wav_url: Object(record['response']).audioWavUrl });
  },
  'video-code-zero': async () => {
    const { callback, record } = await lived('video-code-zero', VIDEO, ofTrack);
    expect([callback.code, record['successFlag']]).toEqual([0, 'SUCCESS']);
  },
  'midi-empty': async () => {
    const { callback, record } = await lived('midi-empty', MIDI, (_track, taskId) => ({ taskId }));
    expect(callback.data['instruments']).toEqual([]);
    expect(record).toMatchObject({ successFlag: 1, midiData: { instruments: [] } });
  },
  'cover-generating': states('cover-generating', [2, 1]),
  'cover-state-words': states('cover-state-words', ['PENDING', 'SUCCESS']),
  'cover-exists-409': async () => {
    const { first, second } = await boughtTwice('cover-exists-409', COVER, ofTask);
    expect(second).toMatchObject({ code: 409, data: { taskId: first.data['taskId'] } });
  },
  'persona-overwritten': async () => {
    const persona = (track: object) => ({ ...track, name: 'Ferry', description: 'warm' });
    const { first, second } = await boughtTwice('persona-overwritten', PERSONA, persona);
    expect(second).toMatchObject({ code: 200, data: { personaId: first.data['personaId'], name: 'Another' } });
  },
  'lyrics-three': async () => {
    const { callback, record } = await lived('lyrics-three', LYRICS, () => ({ prompt: 'a ferry' }));
    expect(callback.data['data']).toHaveLength(3);
    expect(Object(record['response']).data).toHaveLength(3);
  },
  'style-as-documented': async () => {
    const kie = await startKie();
    await kie.admin('POST', '/scenarios', { scenario: 'style-as-documented' });
    const { data } = (await kie.post<Said>(STYLE, { content: 'Pop' })).body;
    expect(data).toMatchObject({ successFlag: '1', errorMessage: '', param: '{"content":"Pop"}' });
    expect(data).not.toHaveProperty('errorMsg');
  },
};
