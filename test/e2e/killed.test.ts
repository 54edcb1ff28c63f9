import { describe, expect, it } from 'vitest';
import { answersTo, askForVocals, buyVocals, chargesFor, purchasesAt, readTask } from '../support/buying.ts';
import { eventually } from '../support/eventually.ts';
import { isFinished, recordUpdates } from '../support/recorded-updates.ts';
import { openScene } from '../support/scene.ts';

const STOPPED = { clock: { stopped: true } };

describe.each(['before-charge', 'after-charge'] as const)('killed while a purchase is %s', (point) => {
  it.concurrent('is not charged again, keeps its key, and is healed by the callback', async () => {
    await using scene = await openScene({ mock: STOPPED });
    const { kie } = scene;
    const input = { title: 'Killed in mid-purchase', idempotencyKey: 'once' };
    kie.holds.arm(point, 1);
    const lost = expect(buyVocals(scene.client(), kie, input)).rejects.toThrow();
    await kie.holds.reached(point);

    await scene.kill();
    await lost;
    kie.holds.release();
    await scene.restart();

    const client = scene.client();
    const updates = recordUpdates(client);
    const again = await askForVocals(client, kie, input);
    expect(again).toMatchObject({
      reused: true,
      userErrors: [],
      task: { status: 'UNCONFIRMED', charge: 'MAYBE_CHARGED' },
    });
    expect(await askForVocals(client, kie, { ...input, title: 'Another' })).toMatchObject({
      task: null,
      userErrors: [{ code: 'IDEMPOTENCY_CONFLICT', field: ['input', 'idempotencyKey'] }],
    });

    const id = again.task?.id ?? '';
    await kie.clock.jump(10_000);
    const end = await updates.until(id, isFinished);
    expect(end).toMatchObject({ status: 'SUCCEEDED', stage: 'COMPLETE', charge: 'CHARGED' });
    updates.expectOnlyForward();
    expect((await readTask(client, id)).timeline.map(({ type }) => type)).toEqual(
      expect.arrayContaining(['CREATED', 'SUBMISSION_UNCONFIRMED', 'SUBMITTED', 'SUCCEEDED']),
    );
    expect(purchasesAt(kie)).toHaveLength(1);
    expect(kie.ledger()).toMatchObject([{ kind: 'charge', taskId: end.upstreamTaskId }]);
    expect(await askForVocals(client, kie, input)).toMatchObject({ reused: true, task: { id, status: 'SUCCEEDED' } });
  });
});

describe('killed while the provider is at work', () => {
  it.concurrent('shows after the restart what was acknowledged before it', async () => {
    await using scene = await openScene({ mock: STOPPED });
    const { kie } = scene;
    const { id, upstreamTaskId } = await buyVocals(scene.client(), kie);
    for (const stage of ['LYRICS', 'FIRST_TRACK']) {
      await kie.clock.step(2);
      await eventually(() => expect(answersTo(kie, upstreamTaskId)).toMatchObject({ 200: stage === 'LYRICS' ? 1 : 2 }));
      // At once after the answer, and before anybody has read anything.
      await scene.kill();
      await scene.restart();
      expect(await readTask(scene.client(), id)).toMatchObject({ status: 'PROCESSING', stage });
    }
    const updates = recordUpdates(scene.client());
    await kie.clock.jump(10_000);
    expect(await updates.until(id, isFinished)).toMatchObject({ status: 'SUCCEEDED' });
    expect(chargesFor(kie, upstreamTaskId)).toBe(1);
  });

  it.concurrent('finds out about an end that was announced to nobody', async () => {
    await using scene = await openScene({ mock: STOPPED, env: { POLL_AFTER_MS: '300' } });
    const { kie } = scene;
    const { id, upstreamTaskId } = await buyVocals(scene.client(), kie);
    await scene.kill();
    // The provider tries four times, and gives up.
    await kie.clock.jump(60_000);
    expect(answersTo(kie, upstreamTaskId)).toEqual({ null: 12 });

    await scene.restart();
    const client = scene.client();
    await eventually(async () => expect(await readTask(client, id)).toMatchObject({ status: 'SUCCEEDED' }));
    expect(chargesFor(kie, upstreamTaskId)).toBe(1);
  });

  it.concurrent('loses no end whose callback was acknowledged, though the record had not been read', async () => {
    await using scene = await openScene({ mock: STOPPED });
    const { kie } = scene;
    const { id, upstreamTaskId } = await buyVocals(scene.client(), kie, { title: '[mock:complete-only]' });
    kie.holds.arm('record', 1);
    await kie.clock.jump(10_000);
    await kie.holds.reached('record');
    expect(answersTo(kie, upstreamTaskId)).toEqual({ 200: 1 });
    await scene.kill();
    kie.holds.release();

    // No second callback comes: what makes it look again is what it wrote down.
    await scene.restart();
    const updates = recordUpdates(scene.client());
    expect(await updates.until(id, isFinished)).toMatchObject({ status: 'SUCCEEDED', stage: 'COMPLETE' });
  });
});
