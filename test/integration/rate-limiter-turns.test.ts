import { randomUUID } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { addVocalsInput } from '../support/bodies.ts';
import { busiest } from '../support/busiest.ts';
import { createTestDomain } from '../support/domain.ts';

/* Promise 34: purchases are taken in turns by viewer. */

const RATE = { limit: 20, windowMs: 10_000 };

describe('a viewer who asks for all there is', () => {
  it('holds up nobody else, though all that it asks for is refused by the provider', async () => {
    const world = createTestDomain({ rate: RATE });
    let isOver = false;
    const flood = async (): Promise<void> => {
      while (!isOver) {
        const input = { source: { track: { taskId: 'f'.repeat(32), audioId: randomUUID() } }, type: 'SPLIT_STEM' };
        await world.tryToBuy({ viewer: 'alice', input });
        await world.clock.wait(100);
      }
    };
    world.provider.refuse = ({ viewer }) => (viewer === 'alice' ? 'NOT_FOUND' : null);
    const floods = Array.from({ length: 45 }, flood);
    await world.clock.advance(1_000);
    const answers: Promise<string>[] = [];
    for (let second = 0; second < 30; second += 1) {
      const answer = world.tryToBuy({ viewer: 'bob', forceNew: true });
      answers.push(answer.then((bought) => ('code' in bought ? bought.code : 'bought')));
      await world.clock.advance(1_000);
    }
    await world.clock.advance(11_000);
    isOver = true;
    await world.clock.advance(11_000);
    await Promise.all(floods);
    expect((await Promise.all(answers)).filter((answer) => answer === 'bought')).toHaveLength(30);
    expect(
      busiest(
        world.provider.attempts.map(({ at }) => at),
        RATE.windowMs,
      ),
    ).toBe(20);
  });
});

describe('a track of another viewer', () => {
  it('is refused after its turn, which does not count: nothing was sent', async () => {
    const world = createTestDomain({ rate: { limit: 2, windowMs: 60_000 } });
    const song = await world.buy({ viewer: 'bob', operation: 'ADD_VOCALS', input: addVocalsInput });
    const track = { taskId: song.task.upstreamTaskId ?? '', audioId: 'one' };
    for (let time = 0; time < 3; time += 1) {
      const answer = await world.tryToBuy({ input: { source: { track }, type: 'SPLIT_STEM' } });
      expect(answer).toMatchObject({ code: 'NOT_FOUND' });
    }
    await world.buy({ forceNew: true });
    expect(world.provider.attempts).toHaveLength(2);
  });
});
