import { expect, it } from 'vitest';
import { kieBehind } from '../support/kie.ts';
import { aTimestampsTask } from '../support/tasks.ts';

const answeredWith = async (body: unknown, status = 200) => {
  const sent: { path: string; body: object }[] = [];
  const kie = kieBehind({
    get: () => Promise.reject(new Error('there is no record to read')),
    post: (path, request) => {
      sent.push({ path, body: request });
      return Promise.resolve({ status, body: JSON.stringify(body), retryAfterMs: null });
    },
    close: () => Promise.resolve(),
  });
  return { sent, outcome: await kie.purchase(aTimestampsTask(), 'https://gateway.example/callbacks/token') };
};

const output = {
  kind: 'timestamped-lyrics',
  words: [
    { word: '[Verse]\nLights', start: 1.2, end: 1.56 },
    { word: 'on', start: 1.6, end: 1.7 },
  ],
  waveform: [0, 0.5, 1],
};

// provider.md, 5.5; the snake_case names are those of the newer API's schema.
it.each([
  [
    'as the page has it',
    {
      alignedWords: [
        { word: '[Verse]\nLights', success: true, startS: 1.2, endS: 1.56, palign: 0 },
        { word: 'on', success: true, startS: '1.6', endS: 1.7, palign: 0 },
      ],
      waveformData: [0, 0.5, 1],
      hootCer: 0.38,
      isStreamed: false,
    },
  ],
  [
    'in snake_case, with a word that has no time',
    {
      aligned_words: [
        { word: '[Verse]\nLights', start_s: 1.2, end_s: 1.56 },
        { word: 'lost', start_s: null, end_s: null },
        { word: 'on', start_s: 1.6, end_s: 1.7 },
      ],
      waveform_data: [0, 0.5, 1],
    },
  ],
])('timestamps are in the answer, %s', async (_how, data) => {
  const { sent, outcome } = await answeredWith({ code: 200, msg: 'success', data });
  expect(outcome).toEqual({ kind: 'done', output });
  expect(sent).toEqual([{ path: '/api/v1/generate/get-timestamped-lyrics', body: { taskId: 'song', audioId: 'one' } }]);
});

it.each([
  ['no word', { code: 200, msg: 'success', data: { alignedWords: [], waveformData: [] } }],
  ['nothing', { code: 200, msg: 'success', data: null }],
  ['a task id instead', { code: 200, msg: 'success', data: { taskId: 'up' } }],
])('a yes with %s is in doubt', async (_what, body) => {
  expect((await answeredWith(body)).outcome).toMatchObject({ kind: 'in-doubt' });
});

it('an unknown track is refused', async () => {
  const body = { code: 422, msg: 'The corresponding record does not exist', data: null };
  expect((await answeredWith(body)).outcome).toMatchObject({ kind: 'refused', refusal: { code: 'NOT_FOUND' } });
});
