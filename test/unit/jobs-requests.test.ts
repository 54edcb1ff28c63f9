import { expect, it } from 'vitest';
import type { PurchaseOutcome } from '../../src/domain/ports/provider.ts';
import type { Task } from '../../src/domain/tasks/lifecycle/task.ts';
import type { Transport } from '../../src/upstream/kie/transport.ts';
import { jobsBehind } from '../support/kie.ts';
import { aLyricsTask, aMusicTask, aTask, aTimestampsTask } from '../support/tasks.ts';

const CALLBACK = 'https://gateway.example.com/callbacks/tok';

/** Buys as a job; what the provider received, and what became of it. */
const buy = async (task: Task, answer: unknown = { code: 200, data: { taskId: 'up' } }, status = 200) => {
  const sent: { path: string; body: object }[] = [];
  const transport: Transport = {
    async post(path, body) {
      sent.push({ path, body });
      return { status, body: JSON.stringify(answer), retryAfterMs: null };
    },
    get: () => Promise.reject(new Error('a purchase reads nothing')),
    close: () => Promise.resolve(),
  };
  const outcome = await jobsBehind(transport).purchase(task, CALLBACK);
  return { sent, outcome };
};

const created = (model: string, input: object) => [
  { path: '/api/v1/jobs/createTask', body: { model: `ai-music-api/${model}`, callBackUrl: CALLBACK, input } },
];

it('added vocals go out in snake_case, with their words as lyrics', async () => {
  const { sent, outcome } = await buy(aMusicTask({ api: 'jobs' }));
  expect(sent).toEqual(
    created('add-vocals', {
      upload_url: 'https://media.example.com/instrumental.mp3',
      lyrics: '[Verse] Lights on the water',
      title: 'Night Ferry',
      style: 'folk, calm',
      negative_tags: 'metal',
      model: 'V4_5PLUS',
    }),
  );
  expect(outcome).toEqual({ kind: 'accepted', upstreamTaskId: 'up' });
});

it('what the caller chooses goes along', async () => {
  const { input } = aMusicTask();
  const chosen = { vocalGender: 'FEMALE', styleWeight: 0.5, weirdnessConstraint: 0, audioWeight: 1 } as const;
  const { sent } = await buy(aMusicTask({ api: 'jobs', input: { ...input, ...chosen } }));
  expect(sent).toMatchObject([
    { body: { input: { vocal_gender: 'f', style_weight: 0.5, weirdness_constraint: 0, audio_weight: 1 } } },
  ]);
});

it('lyrics and their times', async () => {
  const lyrics = await buy(aLyricsTask({ api: 'jobs' }));
  expect(lyrics.sent).toEqual(created('generate-lyrics', { prompt: 'a ferry at night' }));
  const times = await buy(aTimestampsTask({ api: 'jobs' }));
  expect(times.sent).toEqual(created('timeStamped-lyrics', { task_id: 'song', audio_id: 'one' }));
});

it('a task goes to the API that it remembers, and one that is no job to its own endpoint', async () => {
  expect((await buy(aMusicTask({ api: 'endpoints' }))).sent).toMatchObject([{ path: '/api/v1/generate/add-vocals' }]);
  expect((await buy(aTask())).sent).toMatchObject([{ path: '/api/v1/vocal-removal/generate' }]);
});

const refused = (code: string) => ({ kind: 'refused', refusal: { code } });

// The codes of provider.md, 6.1.
it.each<[string, unknown, number, object]>([
  [
    'a field that is missing',
    { code: 500, msg: 'prompt field is required', data: null },
    200,
    refused('INVALID_INPUT'),
  ],
  [
    'a value that is not listed',
    { code: 500, msg: 'model is not within the range of allowed options', data: null },
    500,
    refused('INVALID_INPUT'),
  ],
  ['any other trouble with 500', { code: 500, msg: 'Server exception', data: null }, 200, { kind: 'in-doubt' }],
  [
    'an unknown model',
    { code: 422, msg: 'The model name is not supported', data: null },
    200,
    refused('INVALID_INPUT'),
  ],
  ['no credits', { code: 402, msg: 'Credits insufficient', data: null }, 200, refused('INSUFFICIENT_CREDITS')],
  ['the cap of a key', { code: 433, msg: 'Sub-key cap', data: null }, 200, refused('UPSTREAM_REFUSED')],
  ['too many', { code: 429, msg: 'Too many requests', data: null }, 429, refused('RATE_LIMITED')],
  ['maintenance', { code: 455, msg: 'Maintenance', data: null }, 200, refused('UPSTREAM_UNAVAILABLE')],
  ['no id', { code: 200, msg: 'success', data: {} }, 200, { kind: 'in-doubt' }],
])('answered with %s', async (_what, answer, status, outcome) => {
  expect((await buy(aMusicTask({ api: 'jobs' }), answer, status)).outcome).toMatchObject(outcome satisfies object);
});

it('what an envelope at an endpoint says of 500 stays in doubt', async () => {
  const said = { code: 500, msg: 'prompt field is required', data: null };
  const { outcome }: { outcome: PurchaseOutcome } = await buy(aMusicTask({ api: 'endpoints' }), said);
  expect(outcome.kind).toBe('in-doubt');
});
