import { describe, expect, it } from 'vitest';
import { createWireWorld, yes } from '../support/wire-world.ts';

/* WAV files and videos that are made from a track, over the real adapter. */

const TRACK = { taskId: 'song', audioId: 'one' };

const FILE = 'https://media.example.com/file';

describe('a WAV that the provider has made before (409, without its id)', () => {
  const EXISTS = { body: { code: 409, msg: 'The WAV record already exists', data: null } };
  const wav = { operation: 'CONVERT_TO_WAV', input: { source: TRACK } } as const;

  it.each(['kie', 'sunoapi'] as const)("is the viewer's own earlier one, on %s", async (dialect) => {
    const world = createWireWorld({ dialect });
    await world.buy(wav);
    world.say.create = EXISTS;
    const { task } = await world.buy({ ...wav, forceNew: true });
    expect(task).toMatchObject({ status: 'PROCESSING', upstreamTaskId: 'up-1', charge: 'NOT_CHARGED' });
    await world.start();
    // Ten days old: the provider deletes it four days from now.
    const completeTime = world.clock.now() - 10 * 86_400_000;
    world.say.record = yes({ taskId: 'up-1', successFlag: 'SUCCESS', completeTime, response: { audioWavUrl: FILE } });
    await world.clock.advance(40_000);
    expect(await world.task(task.id)).toMatchObject({
      status: 'SUCCEEDED',
      charge: 'NOT_CHARGED',
      expiresAt: completeTime + 14 * 86_400_000,
    });
  });

  it.each(['kie', 'sunoapi'] as const)("is refused as another's, on %s, and never as bad input", async (dialect) => {
    const world = createWireWorld({ dialect });
    await world.buy({ ...wav, viewer: 'bob' });
    world.say.create = EXISTS;
    expect(await world.tryToBuy(wav)).toMatchObject({ code: 'ALREADY_EXISTS', retryable: false });
  });
});

describe('a video', () => {
  const video = (change: object) => ({ operation: 'CREATE_VIDEO' as const, input: { source: TRACK, ...change } });

  it.each(['author', 'domainName'])('has a bounded %s', async (field) => {
    const world = createWireWorld();
    for (const text of ['', ' ', 'x'.repeat(51), 'a\0b']) {
      const answer = await world.tryToBuy(video({ [field]: text }));
      expect(answer).toMatchObject({ code: 'INVALID_INPUT', field: ['input', field] });
    }
    expect(world.sent).toEqual([]);
    expect(await world.tryToBuy(video({ [field]: 'x'.repeat(50) }))).toMatchObject({ status: 'PROCESSING' });
    expect(world.sent[0]?.body).toMatchObject({ [field]: 'x'.repeat(50) });
  });

  it('of the same track with another author is another one', async () => {
    const world = createWireWorld();
    const { task } = await world.buy(video({ author: 'A' }));
    expect(await world.buy(video({ author: 'A', domainName: null }))).toMatchObject({ reused: true });
    for (const change of [{ author: 'B' }, { domainName: 'A' }, {}]) {
      const other = await world.buy(video(change));
      expect(other.reused).toBe(false);
      expect(other.task.id).not.toBe(task.id);
    }
    expect(world.sent).toHaveLength(4);
  });
});
