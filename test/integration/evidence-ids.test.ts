import { describe, expect, it } from 'vitest';
import { addVocalsInput, separationCallback } from '../support/bodies.ts';
import { createWireWorld } from '../support/wire-world.ts';

/* F3: an id of the provider's keeps its digits, however it is spelt. */

const LONG = '90071992547409931';
/** JSON with the id as a bare number, which no JavaScript object could hold. */
const bare = (text: string): string => text.replace(`"${LONG}"`, LONG);

const created = { body: bare(JSON.stringify({ code: 200, msg: 'success', data: { taskId: LONG } })) };

describe('an id that is a number of seventeen digits', () => {
  it('is bound as it was said, and asked about under that id', async () => {
    const world = createWireWorld();
    world.say.create = created;
    const { task } = await world.buy();
    expect(task).toMatchObject({ status: 'PROCESSING', upstreamTaskId: LONG });
    await world.start();
    await world.clock.advance(40_000);
    expect(world.reads[0]).toContain(`taskId=${LONG}`);
  });

  it('is recognised in a callback', async () => {
    const world = createWireWorld();
    world.say.create = created;
    const { task } = await world.buy();
    await world.callback(task.id, bare(JSON.stringify(separationCallback(LONG))));
    expect(world.callbackOutcomes).toEqual(['accepted']);
  });

  it('of a track is kept, too', async () => {
    const world = createWireWorld();
    const { task } = await world.buy({ operation: 'ADD_VOCALS', input: addVocalsInput });
    await world.start();
    const sunoData = [{ id: LONG, audioUrl: 'https://m.example/1.mp3' }];
    const data = { taskId: 'up-1', status: 'SUCCESS', response: { sunoData } };
    world.say.record = { body: bare(JSON.stringify({ code: 200, msg: 'success', data })) };
    await world.clock.advance(40_000);
    expect(await world.task(task.id)).toMatchObject({ output: { tracks: [{ audioId: LONG }] } });
  });
});

it.each([
  ['123456', 'PROCESSING', '123456'],
  ['1.5e30', 'UNCONFIRMED', null],
  ['1e17', 'UNCONFIRMED', null],
])('an id spelt %s: %s', async (id, status, upstreamTaskId) => {
  const world = createWireWorld();
  world.say.create = { body: `{"code":200,"msg":"success","data":{"taskId":${id}}}` };
  expect((await world.buy()).task).toMatchObject({ status, upstreamTaskId });
});
