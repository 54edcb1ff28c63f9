import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  GenerateLyricsDocument,
  TimestampLyricsDocument,
  WatchLyricsDocument,
  WatchTaskDocument,
} from '../../examples/generated/graphql.ts';
import type { MockKie } from '../../mock-server/index.ts';
import { askForVocals, buyVocals, chargesFor, readTask } from '../support/buying.ts';
import { isFinished, recordUpdates } from '../support/recorded-updates.ts';
import { openScene, type Scene } from '../support/scene.ts';

const JOBS = { KIE_JOBS: '*,TIMESTAMP_LYRICS' };
const ALONE = { ...JOBS, POLL_AFTER_MS: '300' };
const prompt = 'a ferry leaves the harbour light';

/** The paths of the provider that the gateway has called, each once. */
const pathsOf = (kie: MockKie): string[] => [
  ...new Set(
    kie.journal().flatMap((entry) => (entry.kind === 'request' && entry.path.startsWith('/api') ? [entry.path] : [])),
  ),
];

const watch = async (scene: Scene, id: string) => {
  const updates = (await scene.client().watch(WatchTaskDocument, { id }).end()).map(({ taskUpdated }) => taskUpdated);
  return updates.at(-1);
};

describe.each([
  [
    'by callbacks',
    JOBS,
    [
      'job-queuing',
      'job-callback-stages',
      'job-callback-both',
      'job-result-doubled',
      'job-result-envelope',
      'job-result-suno-data',
      'job-response-repeat',
      'job-record-spring',
      'callback-before-answer',
    ],
  ],
  ['by polling alone', ALONE, ['callback-lost', 'not-visible-422=500', 'job-result-late=900', 'job-unknown-state']],
] as const)('vocals as jobs, %s', (_how, env, scenarios) => {
  let scene: Scene;
  beforeAll(async () => {
    scene = await openScene({ env });
  });
  afterAll(() => scene[Symbol.asyncDispose]());

  const buy = (scenario: string) => {
    const silence = env === ALONE ? ' [mock:callback-lost]' : '';
    return buyVocals(scene.client(), scene.kie, { title: `Ferry [mock:${scenario}]${silence}` });
  };

  it.concurrent.each(scenarios)('end with [mock:%s]', async (scenario) => {
    const { id, upstreamTaskId } = await buy(scenario);
    const end = await watch(scene, id);
    const figures = scenario === 'job-record-spring' ? [null, null] : [12, 100];
    expect(end).toMatchObject({ status: 'SUCCEEDED', charge: 'CHARGED' });
    expect([end?.creditsConsumed, end?.progress]).toEqual(figures);
    const tracks = end?.__typename === 'MusicTask' ? end.tracks : [];
    expect(tracks).toHaveLength(2);
    for (const { audioUrl } of tracks) expect((await fetch(audioUrl ?? '')).status).toBe(200);
    expect(chargesFor(scene.kie, upstreamTaskId)).toBe(1);
    const paths = pathsOf(scene.kie);
    expect(paths).toEqual(expect.arrayContaining(['/api/v1/jobs/createTask', '/api/v1/jobs/recordInfo']));
    // Bought at the jobs API alone. A result that is late there is also looked for at the endpoint's record.
    expect(paths.filter((path) => path.includes('/generate/') && !path.endsWith('/record-info'))).toEqual([]);
  });

  it.concurrent('are refunded when they fail, with the words of the provider', async () => {
    const { id } = await buy('failed-501');
    expect(await watch(scene, id)).toMatchObject({
      status: 'FAILED',
      charge: 'REFUNDED',
      creditsConsumed: 0,
      error: { code: 'GENERATION_FAILED', upstreamCode: 501 },
    });
  });

  it.concurrent.each([
    ['job-invalid-500', 'INVALID_INPUT'],
    ['422', 'INVALID_INPUT'],
    ['402', 'INSUFFICIENT_CREDITS'],
    ['refused-433', 'UPSTREAM_REFUSED'],
  ])('refused with [mock:%s] cost nothing: %s', async (scenario, code) => {
    const title = `Refused [mock:${scenario}]`;
    const outcome = await askForVocals(scene.client(), scene.kie, { title });
    expect(outcome).toMatchObject({ task: null, userErrors: [{ code }] });
    const sent = scene.kie
      .journal({ kind: 'request', method: 'POST' })
      .filter((call) => call.sent.body.includes(title));
    expect(sent).toMatchObject([{ path: '/api/v1/jobs/createTask', taskId: null }]);
  });
});

it.concurrent('jobs tell their progress on the stream', async () => {
  await using scene = await openScene({ env: ALONE, mock: { timeScale: 0.5 } });
  const { id } = await buyVocals(scene.client(), scene.kie, { title: '[mock:callback-lost]' });
  const updates = await scene.client().watch(WatchTaskDocument, { id }).end();
  const progress = updates.map(({ taskUpdated }) => taskUpdated?.progress ?? -1);
  expect(progress.some((percent) => percent > 0 && percent < 100)).toBe(true);
  expect(progress).toEqual([...progress].sort((one, other) => one - other));
  expect(progress.at(-1)).toBe(100);
});

describe.each(['before-charge', 'after-charge'] as const)('killed while a job is %s', (point) => {
  it.concurrent('is not charged again, and is healed by the callback', async () => {
    await using scene = await openScene({ env: JOBS, mock: { clock: { stopped: true } } });
    const { kie } = scene;
    const input = { title: 'Killed in mid-purchase', idempotencyKey: 'once' };
    kie.holds.arm(point, 1);
    const lost = expect(buyVocals(scene.client(), kie, input)).rejects.toThrow();
    await kie.holds.reached(point);
    await scene.kill();
    await lost;
    kie.holds.release();
    // Also where jobs are no longer bought: the task is of the API that it was sent to.
    await scene.restart({ KIE_JOBS: '' });
    const client = scene.client();
    const updates = recordUpdates(client);
    const again = await askForVocals(client, kie, input);
    expect(again).toMatchObject({ reused: true, task: { status: 'UNCONFIRMED', charge: 'MAYBE_CHARGED' } });
    await kie.clock.jump(10_000);
    const end = await updates.until(again.task?.id ?? '', isFinished);
    expect(end).toMatchObject({ status: 'SUCCEEDED', charge: 'CHARGED', creditsConsumed: 12 });
    expect(kie.ledger()).toMatchObject([{ kind: 'charge', taskId: end.upstreamTaskId }]);
  });
});

it.concurrent('a change of KIE_JOBS moves new purchases, and no open task', async () => {
  await using scene = await openScene({ env: ALONE, mock: { clock: { stopped: true } } });
  const { kie } = scene;
  const job = await buyVocals(scene.client(), kie, { title: '[mock:callback-lost]' });
  scene.gateway().signal('SIGTERM');
  await scene.restart({ KIE_JOBS: '' });
  const other = await buyVocals(scene.client(), kie, { title: '[mock:callback-lost]' });
  await kie.clock.jump(10_000);
  expect(await watch(scene, job.id)).toMatchObject({ status: 'SUCCEEDED', creditsConsumed: 12 });
  expect(await watch(scene, other.id)).toMatchObject({ status: 'SUCCEEDED', creditsConsumed: null, progress: null });
  expect(pathsOf(kie)).toEqual(expect.arrayContaining(['/api/v1/jobs/createTask', '/api/v1/generate/add-vocals']));
});

describe('lyrics as a job', () => {
  it.concurrent.each([
    ['by a callback', '', JOBS],
    ['by polling alone', '[mock:callback-lost]', ALONE],
  ])('end %s', async (_how, scenario, env) => {
    await using scene = await openScene({ env });
    const client = scene.client();
    const { task } = (await client.ask(GenerateLyricsDocument, { input: { prompt: `${prompt} ${scenario}` } }))
      .generateLyrics;
    const end = (await client.watch(WatchLyricsDocument, { id: task?.id ?? '' }).end()).at(-1)?.taskUpdated;
    expect(end).toMatchObject({ status: 'SUCCEEDED', variants: [{ text: expect.stringContaining('[Verse]') }, {}] });
    expect(await readTask(client, task?.id ?? '')).toMatchObject({ creditsConsumed: 0.4 });
  });

  it.concurrent.each(['', '[mock:job-inline-nested]', '[mock:job-inline-task]'])(
    'have their words timed: %s',
    async (scenario) => {
      await using scene = await openScene({ env: ALONE });
      const { kie } = scene;
      const client = scene.client();
      const sung = await watch(scene, (await buyVocals(client, kie)).id);
      const track = sung?.__typename === 'MusicTask' ? sung.tracks[0] : undefined;
      const name = /:(.*)\]/.exec(scenario)?.[1];
      if (name !== undefined) kie.scenario(name, { operation: 'timestamp-lyrics' });
      const source = { taskId: track?.taskId ?? '', audioId: track?.audioId ?? '' };
      const { task } = (await client.ask(TimestampLyricsDocument, { input: { source } })).timestampLyrics;
      const end = task?.status === 'SUCCEEDED' ? task : await watch(scene, task?.id ?? '');
      expect(end).toMatchObject({ status: 'SUCCEEDED', charge: 'CHARGED' });
      expect(kie.ledger().filter(({ operation }) => operation === 'timestamp-lyrics')).toHaveLength(1);
    },
  );
});
