import { expect } from 'vitest';
import { violations } from '../../../mock-server/contract/index.ts';
import { type Life, live, type Proof, type Proofs, separationUnder, typesOf, vocalsUnder } from './proof.ts';

const states = async (life: Life, moments: readonly number[]): Promise<string[]> => {
  const seen: string[] = [];
  for (const ms of moments) {
    await life.kie.mock.clock.jump(ms);
    seen.push((await life.record()).data.status);
  }
  return seen;
};

/** The task fails with a code, in callback and record, and stays charged by default. */
const failsWith =
  (scenario: string, code: number, { state = 'GENERATE_AUDIO_FAILED', credits = 988 } = {}): Proof =>
  async () => {
    const life = await vocalsUnder(scenario);
    const received = await live(life);
    expect(received.map(({ body }) => [body.code, body.data.callbackType])).toEqual([[code, 'error']]);
    expect((await life.record()).data).toMatchObject({
      status: state,
      errorCode: code,
      errorMessage: received[0]?.body.msg,
    });
    expect(life.kie.mock.balance()).toBe(credits);
  };

export const endingProofs: Proofs = {
  'complete-only': async () => {
    const life = await vocalsUnder('complete-only');
    expect(await states(life, [3_000, 3_000])).toEqual(['PENDING', 'SUCCESS']);
    expect(typesOf(life.receiver.received)).toEqual(['complete']);
  },
  'error-after-first': async () => {
    const life = await vocalsUnder('error-after-first');
    expect(await states(life, [3_000, 3_000])).toEqual(['FIRST_SUCCESS', 'GENERATE_AUDIO_FAILED']);
    expect(typesOf(life.receiver.received)).toEqual(['text', 'first', 'error']);
  },
  'failure-then-success': async () => {
    const life = await vocalsUnder('failure-then-success');
    expect(await states(life, [6_000, 6_000])).toEqual(['GENERATE_AUDIO_FAILED', 'SUCCESS']);
    expect(typesOf(life.receiver.received)).toEqual(['text', 'first', 'error', 'complete']);
    expect((await life.record()).data.errorCode).toBeNull();
  },
  'success-without-files': async () => {
    const music = await vocalsUnder('success-without-files');
    const [, , complete] = await live(music);
    expect(complete?.body.data.data.map(({ audio_url }) => audio_url)).toEqual([null, null]);
    const { data } = await music.record();
    expect([data.status, ...data.response.sunoData.map(({ audioUrl }) => audioUrl)]).toEqual(['SUCCESS', null, null]);
    for (const { streamAudioUrl } of data.response.sunoData) {
      const stream = await fetch(streamAudioUrl);
      expect([stream.status, (await stream.arrayBuffer()).byteLength]).toEqual([200, 0]);
    }

    const stems = await separationUnder('success-without-files');
    await live(stems);
    expect((await stems.record()).data).toMatchObject({
      successFlag: 'SUCCESS',
      response: { vocalUrl: null, originData: [] },
    });
  },
  'callback-exception-with-files': async () => {
    const life = await separationUnder('callback-exception-with-files');
    expect(await live(life)).toEqual([]);
    const { data } = await life.record();
    expect(data.successFlag).toBe('CALLBACK_EXCEPTION');
    expect(data.response.vocalUrl).toMatch(/^http/);
  },
  instant: async () => {
    const life = await vocalsUnder('instant');
    expect(await states(life, [0])).toEqual(['SUCCESS']);
    expect(typesOf(life.receiver.received)).toEqual(['text', 'first', 'complete']);
  },
  stuck: async () => {
    const life = await vocalsUnder('stuck');
    expect(await states(life, [24 * 3_600_000])).toEqual(['PENDING']);
    expect(life.receiver.received).toEqual([]);
  },
  slow: async () => {
    const life = await vocalsUnder('slow=3');
    expect(await states(life, [2_500, 1_500, 10_000])).toEqual(['PENDING', 'TEXT_SUCCESS', 'SUCCESS']);
  },
  'create-failed': failsWith('create-failed', 500, { state: 'CREATE_TASK_FAILED' }),
  'sensitive-word': async () => {
    await failsWith('sensitive-word', 400, { state: 'SENSITIVE_WORD_ERROR' })();
    const stems = await separationUnder('sensitive-word');
    await live(stems);
    const record = await stems.record();
    expect(record.data).toMatchObject({ successFlag: 'GENERATE_AUDIO_FAILED', errorCode: 500 });
    expect(violations('separation-record', record)).toEqual([]);
  },
  'failed-400': failsWith('failed-400', 400),
  'failed-408': failsWith('failed-408', 408),
  'failed-413': failsWith('413', 413),
  'failed-451': failsWith('451', 500),
  'failed-500': failsWith('failed-500', 500),
  'failed-501': failsWith('failed-501', 501),
  'failed-531': failsWith('531', 531, { credits: 1000 }),
};
