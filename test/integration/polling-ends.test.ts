import { describe, expect, it } from 'vitest';
import type { Music } from '../../src/domain/outputs/music.ts';
import type { Report } from '../../src/domain/tasks/lifecycle/transition.ts';
import {
  addVocalsInput,
  composed,
  failed,
  musicCallback,
  pair,
  separated,
  separationCallback,
  stems,
  track,
} from '../support/bodies.ts';
import { createTestDomain, type TestDomain } from '../support/domain.ts';
import { begin, minutes } from '../support/polling.ts';

/* Promises 11 and 12: the same end whatever the way, and what may still change after it. */

describe('a pair of tracks of which one is missing at the end', () => {
  const half = { kind: 'music', stage: null, tracks: [track('one'), { ...track('two'), audioUrl: null }] } as const;
  const begun = async () => {
    const world = createTestDomain();
    world.reconciler.start();
    const { task } = await world.buy({ operation: 'ADD_VOCALS', input: addVocalsInput });
    return { world, id: task.id, upstreamTaskId: world.provider.billFor(task.id).upstreamTaskId };
  };
  const tracksOf = async (world: TestDomain, id: string): Promise<(string | null)[]> => {
    const { output } = await world.task(id);
    return output.kind === 'music' ? output.tracks.map(({ audioUrl }) => audioUrl) : [];
  };
  const both = pair.tracks.map(({ audioUrl }) => audioUrl);

  it.each(['undelivered', 'succeeded'] as const)('is waited for anew with each file (%s)', async (state) => {
    const { world, id, upstreamTaskId } = await begun();
    const report = (output: Music): Report => (state === 'succeeded' ? { state, output, at: null } : { state, output });
    world.provider.tell(upstreamTaskId, report({ kind: 'music', stage: null, tracks: [] }));
    await world.tasks.refresh('alice', id);
    await world.clock.jump(80_000);
    world.provider.tell(upstreamTaskId, report(half));
    await world.tasks.refresh('alice', id);
    await world.clock.jump(80_000);
    await world.tasks.refresh('alice', id);
    expect(await world.task(id)).toMatchObject({ status: 'PROCESSING', output: { stage: 'FIRST_TRACK' } });
    world.provider.tell(upstreamTaskId, report(pair));
    await minutes(world, 3);
    expect((await world.task(id)).status).toBe('SUCCEEDED');
    expect(await tracksOf(world, id)).toEqual(both);
  });

  it('is added when it turns up after the end, and the end stays', async () => {
    const { world, id, upstreamTaskId } = await begun();
    world.provider.tell(upstreamTaskId, { state: 'undelivered', output: half });
    await minutes(world, 5);
    const ended = await world.task(id);
    expect(ended.status).toBe('SUCCEEDED');
    expect(await tracksOf(world, id)).toEqual([both[0], null]);
    world.provider.tell(upstreamTaskId, failed());
    await minutes(world, 3);
    expect(await world.task(id)).toEqual(ended);
    world.provider.tell(upstreamTaskId, composed);
    await minutes(world, 3);
    const { version, finishedAt, status } = await world.task(id);
    expect({ version, finishedAt, status }).toEqual({
      version: ended.version + 1,
      finishedAt: ended.finishedAt,
      status: 'SUCCEEDED',
    });
    expect(await tracksOf(world, id)).toEqual(both);
  });

  it('is added at any later time when a callback or a client asks', async () => {
    for (const ask of ['callback', 'client']) {
      const { world, id, upstreamTaskId } = await begun();
      world.provider.tell(upstreamTaskId, { state: 'undelivered', output: half });
      await minutes(world, 60);
      const reads = world.provider.reads.length;
      await minutes(world, 60);
      expect(world.provider.reads).toHaveLength(reads);
      world.provider.tell(upstreamTaskId, composed);
      if (ask === 'callback') await world.callback(id, musicCallback(upstreamTaskId, 'complete'));
      else await world.tasks.refresh('alice', id);
      await world.clock.settle();
      expect(await tracksOf(world, id)).toEqual(both);
    }
  });
});

describe('a provider that corrects itself', () => {
  it('is believed from failure to success, within its ten minutes, without a callback', async () => {
    const { world, id, upstreamTaskId } = await begin();
    world.provider.tell(upstreamTaskId, failed());
    await minutes(world, 1);
    expect((await world.task(id)).status).toBe('FAILED');
    world.provider.tell(upstreamTaskId, separated);
    await minutes(world, 6);
    expect(await world.task(id)).toMatchObject({ status: 'SUCCEEDED', error: null, output: stems });
  });

  it('is believed at any later time when it calls', async () => {
    const { world, id, upstreamTaskId } = await begin();
    world.provider.tell(upstreamTaskId, failed());
    await minutes(world, 60);
    world.provider.tell(upstreamTaskId, separated);
    await world.callback(id, separationCallback(upstreamTaskId));
    await world.clock.settle();
    expect((await world.task(id)).status).toBe('SUCCEEDED');
  });

  it('is never believed from success to failure', async () => {
    const { world, id, upstreamTaskId } = await begin();
    world.provider.tell(upstreamTaskId, separated);
    await minutes(world, 1);
    const done = await world.task(id);
    world.provider.tell(upstreamTaskId, failed());
    await world.callback(id, { code: 500, msg: 'failed', data: { task_id: upstreamTaskId } });
    await world.tasks.refresh('alice', id);
    await minutes(world, 20);
    expect(await world.task(id)).toEqual(done);
  });
});

describe('a record that lags the callback about its end', () => {
  it('is asked about again soon, also when it brought other news meanwhile', async () => {
    const world = createTestDomain();
    world.reconciler.start();
    const { task } = await world.buy({ operation: 'ADD_VOCALS', input: addVocalsInput });
    const { upstreamTaskId } = world.provider.billFor(task.id);
    const first = { ...pair, stage: 'FIRST_TRACK', tracks: [track('one')] } as const;
    world.provider.tell(upstreamTaskId, { state: 'progress', output: first });
    await world.callback(task.id, musicCallback(upstreamTaskId, 'complete'));
    await world.clock.settle();
    expect(await world.task(task.id)).toMatchObject({ status: 'PROCESSING', output: { stage: 'FIRST_TRACK' } });
    world.provider.tell(upstreamTaskId, composed);
    await world.clock.advance(3_000);
    expect((await world.task(task.id)).status).toBe('SUCCEEDED');
  });
});

describe('the end of a music task', () => {
  it('does not depend on which callbacks came, in which order, or how often', async () => {
    const ways: ('text' | 'first' | 'complete' | 'error')[][] = [
      [],
      ['complete'],
      ['text', 'first', 'complete'],
      ['complete', 'first', 'text'],
      ['first', 'first', 'error', 'text'],
      ['error', 'complete', 'complete'],
    ];
    const ends = new Set<string>();
    for (const way of ways) {
      const world = createTestDomain();
      world.reconciler.start();
      const { task } = await world.buy({ operation: 'ADD_VOCALS', input: addVocalsInput });
      const { upstreamTaskId } = world.provider.billFor(task.id);
      world.provider.tell(upstreamTaskId, composed);
      for (const stage of way) await world.callback(task.id, musicCallback(upstreamTaskId, stage));
      await minutes(world, 2);
      const { status, output, charge, error } = await world.task(task.id);
      ends.add(JSON.stringify({ status, output, charge, error }));
    }
    expect(ends.size).toBe(1);
    expect([...ends][0]).toContain(JSON.stringify(pair));
  });

  it('that a callback announces while a record is being read is not missed', async () => {
    const world = createTestDomain();
    world.reconciler.start();
    const { task } = await world.buy({ operation: 'ADD_VOCALS', input: addVocalsInput });
    const { upstreamTaskId } = world.provider.billFor(task.id);
    const first = { kind: 'music', stage: 'FIRST_TRACK', tracks: [track('one')] } as const;
    world.provider.tell(upstreamTaskId, { state: 'progress', output: first });
    // The answer that tells of the first track is on its way when the end is announced.
    const { promise, resolve } = Promise.withResolvers<void>();
    world.provider.delay = promise;
    const asking = world.tasks.refresh('alice', task.id);
    await world.clock.settle();
    world.provider.tell(upstreamTaskId, composed);
    await world.callback(task.id, musicCallback(upstreamTaskId, 'complete'));
    await world.clock.settle();
    world.provider.delay = null;
    resolve();
    await asking;
    await world.clock.settle();
    // At once: nobody waits for the next look.
    expect((await world.task(task.id)).status).toBe('SUCCEEDED');
    expect(world.provider.reads).toHaveLength(2);
  });
});
