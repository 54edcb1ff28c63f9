import { describe, expect, it } from 'vitest';
import type { TaskStore } from '../../src/domain/ports/task-store.ts';
import { StoreUnavailableError } from '../../src/domain/tasks/errors.ts';
import { ASK_INTERVAL_MS } from '../../src/domain/tasks/lifecycle/schedule.ts';
import { composed, musicCallback, pair, separated, separationCallback, stems } from '../support/bodies.ts';
import { createTestDomain } from '../support/domain.ts';
import { buySeparation, buySong } from '../support/purchased.ts';

/* Promises 8, 9 and 10: what callbacks may do, and what they may not. */

describe('a callback', () => {
  it('shows stages as they are told, and reads the end from the record', async () => {
    const world = createTestDomain();
    world.reconciler.start();
    const { id, upstreamTaskId } = await buySong(world);
    await world.callback(id, musicCallback(upstreamTaskId, 'text'));
    await world.callback(id, musicCallback(upstreamTaskId, 'first'));
    expect(world.provider.reads).toHaveLength(0);
    expect((await world.task(id)).output).toMatchObject({ stage: 'FIRST_TRACK', tracks: [{ audioId: 'one' }] });
    // The body says complete; the record does not yet.
    await world.callback(id, musicCallback(upstreamTaskId, 'complete'));
    await world.clock.settle();
    expect(world.provider.reads).toHaveLength(1);
    expect((await world.task(id)).status).toBe('PROCESSING');
    world.provider.tell(upstreamTaskId, composed);
    await world.clock.advance(3_000);
    expect(await world.task(id)).toMatchObject({ status: 'SUCCEEDED', output: pair });
  });

  it('that lies about the end changes neither money nor files', async () => {
    const world = createTestDomain();
    world.reconciler.start();
    const { id, upstreamTaskId } = await buySeparation(world);
    const lies = [
      { ...separationCallback(upstreamTaskId), code: 500 },
      { code: 531, msg: 'refunded', data: { task_id: upstreamTaskId } },
      separationCallback(upstreamTaskId),
    ];
    for (const lie of lies) {
      expect(await world.callback(id, lie)).toEqual({ status: 200 });
      await world.clock.settle();
      expect(await world.task(id)).toMatchObject({ status: 'PROCESSING', charge: 'CHARGED', output: { stems: [] } });
    }
    world.provider.tell(upstreamTaskId, separated);
    await world.clock.advance(5_000);
    expect((await world.task(id)).output).toEqual(stems);
  });

  it('is answered 200 only once it is stored', async () => {
    let hold: (() => void) | null = null;
    let held = false;
    const world = createTestDomain({
      wrapStore: (store) => ({
        ...store,
        save: async (...given) => {
          if (held) await new Promise<void>((resolve) => (hold = resolve));
          return await store.save(...given);
        },
      }),
    });
    const { id, upstreamTaskId } = await buySong(world);
    held = true;
    let answer: number | null = null;
    const answered = world.callback(id, musicCallback(upstreamTaskId, 'text')).then(({ status }) => (answer = status));
    await world.clock.settle();
    expect(answer).toBeNull();
    (hold as (() => void) | null)?.();
    await answered;
    expect(answer).toBe(200);
    await world.crash();
    expect((await world.task(id)).output).toMatchObject({ stage: 'LYRICS' });
  });

  it('is answered 503 while the store takes its time, well before the provider gives up', async () => {
    const slow = Promise.withResolvers<void>();
    let isSlow = false;
    const world = createTestDomain({
      wrapStore: (store) => ({
        ...store,
        save: (...given) => (isSlow ? slow.promise : Promise.resolve()).then(() => store.save(...given)),
      }),
    });
    const { id, upstreamTaskId } = await buySong(world);
    isSlow = true;
    const answer = world.callback(id, musicCallback(upstreamTaskId, 'text'));
    await world.clock.advance(4_000);
    expect(await answer).toEqual({ status: 503 });
    slow.resolve();
    await world.clock.settle();
    expect(await world.callback(id, musicCallback(upstreamTaskId, 'text'))).toEqual({ status: 200 });
    expect(await world.task(id)).toMatchObject({ version: 3, output: { stage: 'LYRICS' } });
  });

  it.each(['getTracked', 'save', 'addNote'] as const)('is answered 503 while the store cannot %s', async (name) => {
    let broken = false;
    const world = createTestDomain({
      wrapStore: (store) =>
        new Proxy(store, {
          get: (target, key: keyof TaskStore) =>
            broken && key === name
              ? () => Promise.reject(new StoreUnavailableError('locked'))
              : Reflect.get(target, key),
        }),
    });
    const { id, upstreamTaskId } = await buySong(world);
    await world.callback(id, musicCallback(upstreamTaskId, 'text'));
    // News and ends need `save`, a duplicate the stored task and `addNote`.
    const stage = ({ getTracked: 'text', save: 'complete', addNote: 'text' } as const)[name];
    broken = true;
    expect(await world.callback(id, musicCallback(upstreamTaskId, stage))).toEqual({ status: 503 });
    expect(world.callbackOutcomes).toEqual(['accepted', 'unstored']);
    broken = false;
    expect(await world.callback(id, musicCallback(upstreamTaskId, stage))).toEqual({ status: 200 });
  });

  it('is a duplicate when it brings nothing new, and is noted as such', async () => {
    const world = createTestDomain();
    const { id, upstreamTaskId } = await buySong(world);
    await world.callback(id, musicCallback(upstreamTaskId, 'first'));
    const before = await world.task(id);
    for (let times = 0; times < 3; times += 1) await world.callback(id, musicCallback(upstreamTaskId, 'first'));
    await world.callback(id, musicCallback(upstreamTaskId, 'text'));
    expect(await world.task(id)).toEqual(before);
    const notes = (await world.notes(id)).filter(({ kind }) => kind === 'callback');
    expect(notes.map(({ outcome }) => outcome)).toEqual([
      'accepted',
      'duplicate',
      'duplicate',
      'duplicate',
      'duplicate',
    ]);
  });

  it('a hundred times over has the provider asked three times a second at most, and once after the last', async () => {
    const world = createTestDomain();
    world.reconciler.start();
    const { id, upstreamTaskId } = await buySong(world);
    for (let count = 0; count < 100; count += 1) {
      await world.callback(id, musicCallback(upstreamTaskId, 'complete'));
      await world.clock.advance(10);
    }
    const asked = world.provider.reads.length;
    expect(asked).toBeLessThanOrEqual(3);
    await world.clock.advance(ASK_INTERVAL_MS);
    expect(world.provider.reads.length).toBeGreaterThan(asked);
  });

  it('about an end is followed up at once, also when somebody else saves the task at the same moment', async () => {
    let others = 0;
    const world = createTestDomain({
      wrapStore: (store) => ({
        ...store,
        save: async (...given) => (others-- > 0 ? null : await store.save(...given)),
      }),
    });
    world.reconciler.start();
    world.provider.script('lose');
    const { task } = await world.buy();
    const { upstreamTaskId } = world.provider.billFor(task.id);
    world.provider.tell(upstreamTaskId, separated);
    others = 1;
    await world.callback(task.id, separationCallback(upstreamTaskId));
    await world.clock.settle();
    expect((await world.task(task.id)).status).toBe('SUCCEEDED');
  });

  it('after the last word changes nothing, and asks nobody', async () => {
    const world = createTestDomain();
    world.reconciler.start();
    const { id, upstreamTaskId } = await buySong(world);
    world.provider.tell(upstreamTaskId, composed);
    await world.callback(id, musicCallback(upstreamTaskId, 'complete'));
    await world.clock.settle();
    const done = await world.task(id);
    const reads = world.provider.reads.length;
    for (const stage of ['text', 'first', 'complete', 'error'] as const) {
      expect(await world.callback(id, musicCallback(upstreamTaskId, stage))).toEqual({ status: 200 });
    }
    await world.clock.advance(600_000);
    expect(await world.task(id)).toEqual(done);
    expect(world.provider.reads).toHaveLength(reads);
  });
});
