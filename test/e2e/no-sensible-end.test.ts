import { expect, it } from 'vitest';
import { buyVocals, chargesFor, readTask } from '../support/buying.ts';
import { eventually } from '../support/eventually.ts';
import { isFinished, recordUpdates } from '../support/recorded-updates.ts';
import { openScene, type Scene } from '../support/scene.ts';

const QUICK_POLLS = { POLL_AFTER_MS: '100', POLL_MAX_INTERVAL_MS: '200' };

/** Waits for questions about a task, of which the last but one has surely been applied by then. */
const askedAgain = async ({ kie }: Scene, upstreamTaskId: string | null): Promise<void> => {
  const asked = (): number =>
    kie.journal({ path: '/api/v1/generate/record-info' }).filter(({ url }) => url.includes(upstreamTaskId ?? '?'))
      .length;
  const before = asked();
  await eventually(() => expect(asked()).toBeGreaterThanOrEqual(before + 2));
};

it.concurrent('an end without any file is waited over for a while, and then is a failure', async () => {
  await using scene = await openScene({ env: QUICK_POLLS, jumpMs: 95_000 });
  const client = scene.client();
  const updates = recordUpdates(client);
  const { id, upstreamTaskId } = await buyVocals(client, scene.kie, { title: '[mock:success-without-files]' });
  await eventually(() => expect(scene.kie.journal({ kind: 'callback' })).toHaveLength(3));
  await askedAgain(scene, upstreamTaskId);
  expect(await readTask(client, id)).toMatchObject({ status: 'PROCESSING', charge: 'CHARGED' });

  scene.jumpAhead();
  const end = await updates.until(id, isFinished);
  expect(end).toMatchObject({ status: 'FAILED', error: { code: 'UPSTREAM_ERROR' }, charge: 'CHARGED' });
  updates.expectOnlyForward();
  expect(chargesFor(scene.kie, upstreamTaskId)).toBe(1);
});

it.concurrent.each(['stuck', 'unknown-state'])(
  '%s: a task that never ends runs into its deadline',
  async (scenario) => {
    await using scene = await openScene({ env: QUICK_POLLS, jumpMs: 7_200_000 });
    const client = scene.client();
    const updates = recordUpdates(client);
    // The callbacks of an unknown state would tell the end, and the record does not confirm it.
    const { id, upstreamTaskId } = await buyVocals(client, scene.kie, { title: `[mock:${scenario}]` });
    await askedAgain(scene, upstreamTaskId);
    expect(await readTask(client, id)).toMatchObject({ status: 'PROCESSING' });

    scene.jumpAhead();
    const end = await updates.until(id, isFinished);
    expect(end).toMatchObject({ status: 'FAILED', error: { code: 'TIMED_OUT' }, charge: 'CHARGED' });
    updates.expectOnlyForward();
  },
);

it.concurrent('a failure that the provider takes back becomes a success, never the reverse', async () => {
  await using scene = await openScene({ env: QUICK_POLLS, mock: { clock: { stopped: true } } });
  const { kie } = scene;
  const client = scene.client();
  const updates = recordUpdates(client);
  const { id, upstreamTaskId } = await buyVocals(client, kie, { title: '[mock:failure-then-success]' });
  await kie.clock.jump(90);
  expect(await updates.until(id, isFinished)).toMatchObject({ status: 'FAILED', error: { code: 'GENERATION_FAILED' } });

  await kie.clock.jump(90);
  const end = await updates.until(id, ({ status }) => status === 'SUCCEEDED');
  expect(end).toMatchObject({ stage: 'COMPLETE', error: null, charge: 'CHARGED' });
  await askedNoMore(scene, id);
  updates.expectOnlyForward();
  expect(chargesFor(kie, upstreamTaskId)).toBe(1);
});

/** A success is final: its version stays, whatever else is heard. */
const askedNoMore = async ({ kie, client }: Scene, id: string): Promise<void> => {
  const reader = client();
  const { version } = await readTask(reader, id);
  await kie.clock.jump(60_000);
  expect(await readTask(reader, id)).toMatchObject({ status: 'SUCCEEDED', version });
};
