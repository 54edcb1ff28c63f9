import { describe, expect, it } from 'vitest';
import { failed, musicCallback, separated, separationCallback, stems } from '../support/bodies.ts';
import { createTestDomain, TIMING } from '../support/domain.ts';
import { buySeparation, buySong } from '../support/purchased.ts';

/* Promise 3: callbacks that come before an answer, without one, or after a deadline. */

describe('one code path', () => {
  it('a callback before the answer binds the id, and the answer changes nothing', async () => {
    const world = createTestDomain();
    world.provider.script('hang');
    const buying = world.buy();
    await world.clock.settle();
    const [bill] = world.provider.ledger;
    if (bill === undefined) throw new Error('nothing was billed');
    world.provider.tell(bill.upstreamTaskId, separated);
    world.reconciler.start();
    expect(await world.callback(bill.taskId, separationCallback(bill.upstreamTaskId))).toEqual({ status: 200 });
    await world.clock.settle();
    expect(await world.task(bill.taskId)).toMatchObject({ status: 'SUCCEEDED', output: stems });
    world.provider.letGo();
    expect((await buying).task).toMatchObject({ status: 'SUCCEEDED', upstreamTaskId: bill.upstreamTaskId });
    await world.clock.settle();
    expect((await world.notes(bill.taskId)).map(({ kind, outcome }) => `${kind} ${outcome}`)).toEqual([
      'callback accepted',
      'poll succeeded',
      'purchase accepted',
    ]);
  });

  it('a callback after a lost answer heals the task', async () => {
    const world = createTestDomain();
    world.provider.script('lose');
    const { id, upstreamTaskId } = await buySong(world);
    expect((await world.task(id)).status).toBe('UNCONFIRMED');
    expect(await world.callback(id, musicCallback(upstreamTaskId, 'text'))).toEqual({ status: 200 });
    expect(await world.task(id)).toMatchObject({
      status: 'PROCESSING',
      charge: 'CHARGED',
      upstreamTaskId,
      output: { stage: 'LYRICS' },
    });
  });

  it('a callback after our death in mid-purchase heals the task', async () => {
    const world = createTestDomain();
    world.provider.script('hang');
    void world.buy();
    await world.clock.settle();
    await world.crash();
    await world.start();
    const [bill] = world.provider.ledger;
    if (bill === undefined) throw new Error('nothing was billed');
    world.provider.tell(bill.upstreamTaskId, separated);
    await world.callback(bill.taskId, separationCallback(bill.upstreamTaskId));
    await world.clock.settle();
    expect(await world.task(bill.taskId)).toMatchObject({ status: 'SUCCEEDED', charge: 'CHARGED' });
    expect(world.provider.attempts).toHaveLength(1);
  });

  it('a callback after the deadline adopts the task, which ends as the record says', async () => {
    for (const report of [separated, failed()]) {
      const world = createTestDomain();
      world.reconciler.start();
      world.provider.script('lose');
      const { id, upstreamTaskId } = await buySeparation(world);
      await world.clock.advance(TIMING.submissionDeadlineMs + 1_000);
      expect(await world.task(id)).toMatchObject({ status: 'FAILED', error: { code: 'SUBMISSION_LOST' } });
      world.provider.tell(upstreamTaskId, report);
      expect(await world.callback(id, separationCallback(upstreamTaskId))).toEqual({ status: 200 });
      await world.clock.settle();
      expect(await world.task(id)).toMatchObject(
        report === separated
          ? { status: 'SUCCEEDED', error: null, output: stems }
          : { status: 'FAILED', error: { code: 'GENERATION_FAILED' } },
      );
    }
  });

  it('a callback in the very moment of the deadline is not overruled by it', async () => {
    let race: (() => Promise<unknown>) | null = null;
    const world = createTestDomain({
      wrapStore: (store) => ({
        ...store,
        async save(next, ...given) {
          if (next.task.error?.code === 'SUBMISSION_LOST') await race?.();
          return await store.save(next, ...given);
        },
      }),
    });
    world.provider.script('lose');
    const { id, upstreamTaskId } = await buySeparation(world);
    // The reconciler has leased the task as unconfirmed, and saves that it is lost after the callback was saved.
    await world.clock.jump(TIMING.submissionDeadlineMs + 1);
    let answer: unknown = null;
    race = async () => {
      race = null;
      answer = await world.callback(id, musicCallback(upstreamTaskId, 'text'));
    };
    world.reconciler.start();
    await world.clock.settle();
    expect(answer).toEqual({ status: 200 });
    expect(await world.task(id)).toMatchObject({ status: 'PROCESSING', upstreamTaskId });
  });
});
