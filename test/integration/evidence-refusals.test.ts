import { expect, it } from 'vitest';
import { addVocalsInput, TRACK_ID } from '../support/bodies.ts';
import { createWireWorld } from '../support/wire-world.ts';

/* F9: a plain no is a no, in whichever of HTTP status and body it stands; and its words are kept. */

const vocals = { operation: 'ADD_VOCALS', input: addVocalsInput } as const;

it('maintenance is a refusal also as a real HTTP status, and nothing stays in doubt', async () => {
  const world = createWireWorld();
  world.say.create = { status: 455, body: { code: 455, msg: 'maintenance', data: null } };
  expect(await world.tryToBuy(vocals)).toMatchObject({
    code: 'UPSTREAM_UNAVAILABLE',
    retryable: true,
    message: 'maintenance',
  });
});

it("what is wrong with an upload is told with the provider's words, not as an unknown track", async () => {
  const world = createWireWorld();
  world.say.create = { body: { code: 422, msg: 'The uploaded audio does not exist', data: null } };
  expect(await world.tryToBuy(vocals)).toMatchObject({
    code: 'INVALID_INPUT',
    message: 'The uploaded audio does not exist',
  });
});

it("the operator reads the provider's words where the caller is told ours", async () => {
  const world = createWireWorld();
  world.say.create = { body: { code: 422, msg: 'Music does not exist', data: null } };
  const input = { source: { track: { taskId: 'f'.repeat(32), audioId: TRACK_ID } }, type: 'SEPARATE_VOCAL' };
  const refused = await world.tryToBuy({ input });
  expect(refused).toMatchObject({ code: 'NOT_FOUND', message: 'The provider knows no such task or track.' });
  await world.clock.settle();
  expect(world.logged).toContainEqual(
    expect.objectContaining({
      message: 'the provider refused a purchase',
      fields: expect.objectContaining({ reason: 'Music does not exist' }),
    }),
  );
});
