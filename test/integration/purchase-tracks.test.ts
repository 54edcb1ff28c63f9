import { describe, expect, it } from 'vitest';
import { addVocalsInput, composed, TRACK_ID } from '../support/bodies.ts';
import { createTestDomain } from '../support/domain.ts';

/* Promises 1 to 5: purchases that work on a track of an earlier task. */

const track = { taskId: 'a'.repeat(32), audioId: TRACK_ID };

const split = (source: object, type = 'SPLIT_STEM') => ({ source, type });

describe('a track', () => {
  const wanted = { input: split({ track }) };

  it("of another viewer's looks just like one that does not exist", async () => {
    const world = createTestDomain();
    world.provider.script('accept');
    const { task } = await world.buy({ viewer: 'bob', operation: 'ADD_VOCALS', input: addVocalsInput });
    const foreign = { ...track, taskId: task.upstreamTaskId ?? '' };
    const refused = await world.tryToBuy({ input: split({ track: foreign }) });
    expect(world.provider.attempts).toHaveLength(1);
    world.provider.script({
      refuse: { code: 'NOT_FOUND', message: 'The provider knows no such task or track.', upstreamCode: null },
    });
    const unknown = await world.tryToBuy(wanted);
    expect(refused).toEqual(unknown);
    const [one, two] = (await world.store.list('alice', {}, 2, null)).tasks.map((entry) => entry.task);
    expect(one?.error).toEqual(two?.error);
    expect(one?.timeline.map(({ type, detail }) => [type, detail])).toEqual(
      two?.timeline.map(({ type, detail }) => [type, detail]),
    );
    // And the owner may, once it is finished.
    world.provider.tell(foreign.taskId, composed);
    await world.tasks.refresh('bob', task.id);
    const own = split({ track: { ...foreign, audioId: 'one' } });
    expect((await world.buy({ viewer: 'bob', input: own })).task.status).toBe('PROCESSING');
  });

  it("of another viewer's waits its turn like any other", async () => {
    const world = createTestDomain({ rate: { limit: 1, windowMs: 60_000 } });
    const { task } = await world.buy({ viewer: 'bob', operation: 'ADD_VOCALS', input: addVocalsInput });
    const foreign = { ...track, taskId: task.upstreamTaskId ?? '' };
    for (const each of [foreign, track]) {
      expect(await world.tryToBuy({ input: split({ track: each }) })).toMatchObject({ code: 'RATE_LIMITED' });
    }
  });

  it("of another viewer's is none in upper case either, nor beside the name of a task of one's own", async () => {
    const world = createTestDomain();
    const song = { operation: 'ADD_VOCALS', input: addVocalsInput } as const;
    const his = await world.buy({ viewer: 'bob', ...song });
    const { task: mine } = await world.buy(song);
    const [hisTaskId, taskId] = [his.task.upstreamTaskId ?? '', mine.upstreamTaskId ?? ''];
    world.provider.tell(taskId, composed);
    await world.tasks.refresh('alice', mine.id);
    for (const foreign of [
      { taskId: hisTaskId.toUpperCase(), audioId: 'one' },
      { taskId, audioId: 'his' },
    ]) {
      expect(await world.tryToBuy({ input: split({ track: foreign }) })).toMatchObject({ code: 'NOT_FOUND' });
    }
    expect(world.provider.attempts).toHaveLength(2);
    const own = await world.buy({ input: split({ track: { taskId, audioId: 'two' } }) });
    expect(own.task.status).toBe('PROCESSING');
  });

  it("beside the name of a task of one's own that has none yet could be another viewer's, and is refused", async () => {
    const world = createTestDomain();
    const song = { operation: 'ADD_VOCALS', input: addVocalsInput } as const;
    const { task } = await world.buy(song);
    const taskId = task.upstreamTaskId ?? '';
    const guess = split({ track: { taskId, audioId: 'theirs' } });
    expect(await world.tryToBuy({ input: guess })).toMatchObject({ code: 'NOT_FOUND' });
    expect(world.provider.attempts).toHaveLength(1);
  });

  it('of another viewer is refused whatever the provider would say: an exception that promise 20 names', async () => {
    const world = createTestDomain();
    const song = await world.buy({ viewer: 'bob', operation: 'ADD_VOCALS', input: addVocalsInput });
    world.provider.otherwise = { refuse: { code: 'INSUFFICIENT_CREDITS' } };
    const wish = (taskId: string) => ({ input: split({ track: { taskId, audioId: 'one' } }) });
    expect(await world.tryToBuy(wish(song.task.upstreamTaskId ?? ''))).toMatchObject({ code: 'NOT_FOUND' });
    expect(await world.tryToBuy(wish('no-such-task'))).toMatchObject({ code: 'INSUFFICIENT_CREDITS' });
  });

  it('that no task here made can be split', async () => {
    const world = createTestDomain();
    expect((await world.buy(wanted)).task.status).toBe('PROCESSING');
  });
});
