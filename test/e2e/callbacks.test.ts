import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { TaskStateFragment } from '../../examples/generated/graphql.ts';
import { DIALECTS } from '../../src/upstream/kie/wire/dialects.ts';
import { answersTo, audioUrlFor, buyStems, buyVocals, chargesFor, readTask } from '../support/buying.ts';
import { eventually } from '../support/eventually.ts';
import type { GraphClient } from '../support/graph-client.ts';
import { isFinished, type RecordedUpdates, recordUpdates } from '../support/recorded-updates.ts';
import { openScene, type Scene, type SceneOptions } from '../support/scene.ts';

/** One gateway for all cases of a group: each case buys something of its own. */
const useScene = (options: SceneOptions) => {
  let scene: Scene;
  let client: GraphClient;
  let updates: RecordedUpdates;
  beforeAll(async () => {
    scene = await openScene(options);
    client = scene.client();
    updates = recordUpdates(client);
  });
  afterAll(async () => {
    updates.expectOnlyForward();
    await scene[Symbol.asyncDispose]();
  });

  /** Follows a task to its end and a bit further, to the last post about it. */
  const settle = async ({ id }: TaskStateFragment, answers: Readonly<Record<string, number>>) => {
    const end = await updates.until(id, isFinished);
    await eventually(() => expect(answersTo(scene.kie, end.upstreamTaskId)).toEqual(answers));
    const settled = await readTask(client, id);
    expect(settled, 'the end stays as it was told').toMatchObject(end);
    expect(chargesFor(scene.kie, end.upstreamTaskId)).toBe(1);
    return settled;
  };

  return {
    kie: () => scene.kie,
    /** Buys vocals to which a scenario happens, and sees what becomes of them. */
    sing: async (scenario: string, answers: Readonly<Record<string, number>>) =>
      await settle(await buyVocals(client, scene.kie, { title: `Song [mock:${scenario}]` }), answers),
    split: async (scenario: string, answers: Readonly<Record<string, number>>) => {
      const source = { audioUrl: audioUrlFor(scene.kie, scenario) };
      return await settle(await buyStems(client, { source, type: 'SEPARATE_VOCAL' }), answers);
    },
  };
};

/** Where all is well: both tracks, from the provider itself. */
const expectSung = (task: TaskStateFragment, { url }: { readonly url: string }): void => {
  expect(task).toMatchObject({ status: 'SUCCEEDED', stage: 'COMPLETE', charge: 'CHARGED', error: null });
  const urls = task.__typename === 'MusicTask' ? task.tracks.map(({ audioUrl }) => audioUrl) : [];
  expect(urls).toEqual([expect.stringContaining(url), expect.stringContaining(url)]);
};

const expectSplit = (task: TaskStateFragment, { url }: { readonly url: string }): void => {
  expect(task).toMatchObject({ status: 'SUCCEEDED', charge: 'CHARGED', error: null });
  const stems = task.__typename === 'SeparationTask' ? task.stems : [];
  for (const kind of ['VOCALS', 'INSTRUMENTAL']) {
    expect(stems).toContainEqual(expect.objectContaining({ kind, url: expect.stringContaining(url) }));
  }
};

describe.each(DIALECTS)('callbacks in disorder, nobody polling, in the dialect %s', (dialect) => {
  const { kie, sing, split } = useScene({ dialect });

  it.concurrent.each([
    ['callback-doubled', { 200: 6 }],
    ['callback-reordered', { 200: 3 }],
    ['callback-before-answer', { 200: 3 }],
    ['callback-late', { 200: 3 }],
    ['callback-tampered', { 200: 3 }],
    ['callback-lies', { 200: 3 }],
    ['task-id-camel', { 200: 3 }],
    ['task-id-both', { 200: 3 }],
    ['text-null', { 200: 3 }],
    ['text-partial', { 200: 3 }],
    ['complete-only', { 200: 1 }],
    ['extra-fields', { 200: 3 }],
    ['numbers-as-text', { 200: 3 }],
  ])('%s: vocals end well', async (scenario, answers) => expectSung(await sing(scenario, answers), kie()));

  it.concurrent.each([
    'callback-doubled',
    'callback-before-answer',
    'callback-lies',
    'container-removal',
    'container-both',
    'container-none',
    // Silent stems among twelve; of two, both are always named.
    'stems-empty',
    'stems-absent',
    'stems-null',
    'origin-absent',
    'origin-subset',
    'origin-differing',
    'response-nested',
    'extra-fields',
    'numbers-as-text',
  ])('%s: stems end well', async (scenario) =>
    expectSplit(await split(scenario, { 200: scenario === 'callback-doubled' ? 2 : 1 }), kie()),
  );

  it.concurrent('unknown-stem: kept, with the name that the provider gave it', async () => {
    const task = await split('unknown-stem', { 200: 1 });
    expectSplit(task, kie());
    expect(task).toMatchObject({
      stems: expect.arrayContaining([expect.objectContaining({ kind: 'OTHER', label: 'Kazoo' })]),
    });
  });

  it.concurrent.each([
    ['error-after-first', 'GENERATION_FAILED', 'CHARGED', { 200: 3 }],
    ['sensitive-word', 'SENSITIVE_CONTENT', 'CHARGED', { 200: 1 }],
    ['create-failed', 'GENERATION_FAILED', 'CHARGED', { 200: 1 }],
    ['failed-413', 'GENERATION_FAILED', 'CHARGED', { 200: 1 }],
    ['failed-451', 'GENERATION_FAILED', 'CHARGED', { 200: 1 }],
    ['failed-501', 'GENERATION_FAILED', 'CHARGED', { 200: 1 }],
    // Only kie has a code that says so.
    ['failed-531', 'GENERATION_FAILED', dialect === 'kie' ? 'REFUNDED' : 'CHARGED', { 200: 1 }],
  ])('%s: the failure is data', async (scenario, code, charge, answers) => {
    const task = await sing(scenario, answers);
    expect(task).toMatchObject({ status: 'FAILED', error: { code }, charge });
    expect(
      kie()
        .ledger()
        .filter(({ kind, taskId }) => kind === 'refund' && taskId === task.upstreamTaskId),
    ).toHaveLength(charge === 'REFUNDED' ? 1 : 0);
  });
});

describe('callbacks that say nothing, polled for', () => {
  const { kie, sing, split } = useScene({ env: { POLL_AFTER_MS: '100', POLL_MAX_INTERVAL_MS: '200' } });

  it.concurrent.each([
    ['callback-lost', {}],
    ['callback-exception-with-files', {}],
    ['callback-empty', { 200: 3 }],
    ['task-id-disagrees', { 200: 3 }],
    ['not-visible=800', { 200: 3 }],
    ['not-visible-404=800', { 200: 3 }],
    ['not-visible-422=800', { 200: 3 }],
  ])('%s: vocals end well', async (scenario, answers) => expectSung(await sing(scenario, answers), kie()));

  it.concurrent.each([
    ['callback-lost', {}],
    ['callback-exception-with-files', {}],
    ['callback-empty', { 200: 1 }],
    ['not-visible=800', { 200: 1 }],
  ])('%s: stems end well', async (scenario, answers) => expectSplit(await split(scenario, answers), kie()));
});

describe('signed callbacks', () => {
  const hmacKey = 'the-key-that-both-sides-know';
  const { kie, sing } = useScene({
    mock: { hmacKey },
    env: { KIE_WEBHOOK_HMAC_KEY: hmacKey, POLL_AFTER_MS: '100', POLL_MAX_INTERVAL_MS: '200' },
  });

  it.concurrent.each([
    ['callback-doubled', { 200: 6 }],
    ['callback-tampered', { 200: 3 }],
    ['wrong-signature', { 404: 12 }],
    ['unsigned', { 404: 12 }],
    ['stale-signature', { 404: 12 }],
  ])('%s: vocals end well, and only the good ones are taken', async (scenario, answers) =>
    expectSung(await sing(scenario, answers), kie()),
  );
});
