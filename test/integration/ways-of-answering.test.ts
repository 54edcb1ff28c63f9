import { describe, expect, it } from 'vitest';
import { separated } from '../support/bodies.ts';
import { createTestDomain } from '../support/domain.ts';

describe('a purchase of what the provider has made before', () => {
  it('is adopted under its id: nothing is charged, and the result comes from its record', async () => {
    const world = createTestDomain();
    world.provider.script({ say: { kind: 'exists', upstreamTaskId: 'old' } });
    const { task } = await world.buy();
    expect(task).toMatchObject({ status: 'PROCESSING', upstreamTaskId: 'old', charge: 'NOT_CHARGED' });
    // Its record echoes the URL of the purchase that it was made for, whoever made that.
    const echo = `https://gateway.example/callbacks/${world.tokens.issue('11111111-1111-4111-8111-111111111111')}`;
    world.provider.tell('old', { report: separated, callbackUrl: echo });
    await world.start();
    // No callback will come, and the result is there: there is nothing to wait for.
    await world.clock.advance(2_000);
    expect(await world.task(task.id)).toMatchObject({ status: 'SUCCEEDED', charge: 'NOT_CHARGED' });
    expect(world.provider.ledger).toHaveLength(0);
  });

  it('is refused where it was made for another viewer, or where nobody says under which id', async () => {
    const world = createTestDomain();
    const { task: theirs } = await world.buy({ viewer: 'bob' });
    const refused = { code: 'ALREADY_EXISTS', retryable: false };
    world.provider.script({ say: { kind: 'exists', upstreamTaskId: theirs.upstreamTaskId } });
    expect(await world.tryToBuy()).toMatchObject(refused);
    world.provider.script({ say: { kind: 'exists', upstreamTaskId: null } });
    expect(await world.tryToBuy({ idempotencyKey: 'k' })).toMatchObject(refused);
    // Nothing was bought, so the key is free.
    expect(await world.tryToBuy({ idempotencyKey: 'k' })).toMatchObject({ status: 'PROCESSING', charge: 'CHARGED' });
  });

  it('gives the viewer what was made for another task of the same viewer', async () => {
    const world = createTestDomain();
    const { task: first } = await world.buy();
    world.provider.script({ say: { kind: 'exists', upstreamTaskId: first.upstreamTaskId } });
    const { task } = await world.buy({ forceNew: true });
    expect(task).toMatchObject({ upstreamTaskId: first.upstreamTaskId, charge: 'NOT_CHARGED' });
  });
});

it('a task remembers the API at which it was bought', async () => {
  const world = createTestDomain();
  expect((await world.buy()).task.api).toBe('endpoints');
});
