import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { DIALECTS } from '../../src/upstream/kie/wire/dialects.ts';
import { askForVocals, buyVocals, chargesFor, purchasesAt, readTask } from '../support/buying.ts';
import type { GraphClient } from '../support/graph-client.ts';
import { isFinished, type RecordedUpdates, recordUpdates } from '../support/recorded-updates.ts';
import { openScene, type Scene } from '../support/scene.ts';

/** The answer is lost, and then comes the only callback, four seconds after the purchase. */
const HEALING = '[mock:complete-only] [mock:callback-late=200000]';
const NOT_CHARGED = [
  '500',
  'http-500',
  'html-502',
  'html-503',
  'reset-before-charge',
  'hang-before-charge',
  'redirect',
];
const CHARGED = [
  'refused-500-after-charge',
  'html-502-after-charge',
  'reset-after-charge',
  'half-answer',
  'hang-after-charge',
  'empty-answer',
  'no-task-id',
];

describe.each(DIALECTS)('an answer that decides nothing, in the dialect %s', (dialect) => {
  let scene: Scene;
  let client: GraphClient;
  let updates: RecordedUpdates;
  const lost: string[] = [];
  beforeAll(async () => {
    scene = await openScene({ dialect, env: { UPSTREAM_TIMEOUT_MS: '1500' }, jumpMs: 3_700_000 });
    client = scene.client();
    updates = recordUpdates(client);
  });
  afterAll(() => scene[Symbol.asyncDispose]());

  /** Buys under a scenario; then something else, for ten doubts in a row would close the shop. */
  const buyInDoubt = async (scenario: string, more = {}) => {
    const { kie } = scene;
    const input = { title: `Doubt [mock:${scenario}]`, idempotencyKey: scenario, ...more };
    const outcome = await askForVocals(client, kie, input);
    expect(outcome).toMatchObject({
      reused: false,
      userErrors: [],
      task: { status: 'UNCONFIRMED', charge: 'MAYBE_CHARGED', upstreamTaskId: null },
    });
    await buyVocals(client, kie, { title: `good after ${scenario}` });
    // Asking again is safe: it is the same task, whatever became of it.
    const again = await askForVocals(client, kie, input);
    expect(again).toMatchObject({ reused: true, task: { id: outcome.task?.id } });
    return { id: outcome.task?.id ?? '', title: input.title };
  };
  const timesSent = (title: string): number =>
    purchasesAt(scene.kie).filter(({ request }) => request['title'] === title).length;

  it.concurrent.each(CHARGED)('%s: unconfirmed, never sent again, healed by the callback', async (scenario) => {
    const { id, title } = await buyInDoubt(scenario, { prompt: HEALING });
    const end = await updates.until(id, isFinished);
    expect(end).toMatchObject({ status: 'SUCCEEDED', stage: 'COMPLETE', charge: 'CHARGED' });
    expect(chargesFor(scene.kie, end.upstreamTaskId)).toBe(1);
    expect(timesSent(title)).toBe(1);
  });

  it.concurrent.each(NOT_CHARGED)('%s: unconfirmed, never sent again, lost in the end', async (scenario) => {
    const { id, title } = await buyInDoubt(scenario);
    expect(timesSent(title)).toBe(1);
    lost.push(id);
  });

  it('what shows no sign before the deadline is given up, and may still have been charged', async () => {
    const { kie } = scene;
    // Charged: the good ones, and those that were healed.
    expect(kie.ledger()).toHaveLength(2 * CHARGED.length + NOT_CHARGED.length);
    expect(lost).toHaveLength(NOT_CHARGED.length);
    scene.jumpAhead();
    for (const id of lost) {
      const end = await updates.until(id, isFinished);
      expect(end).toMatchObject({ status: 'FAILED', error: { code: 'SUBMISSION_LOST' }, charge: 'MAYBE_CHARGED' });
      expect(await readTask(client, id)).toMatchObject({ version: end.version });
    }
    updates.expectOnlyForward();
    expect(kie.ledger()).toHaveLength(2 * CHARGED.length + NOT_CHARGED.length);
  });
});

it.concurrent.each(['code-as-text', 'data-array'])('%s: an odd spelling is read all the same', async (scenario) => {
  await using scene = await openScene();
  const bought = await buyVocals(scene.client(), scene.kie, { title: `[mock:${scenario}] [mock:stuck]` });
  expect(bought).toMatchObject({ status: 'PROCESSING', charge: 'CHARGED' });
});
