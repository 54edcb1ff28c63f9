import { describe, expect, it } from 'vitest';
import { addVocalsInput } from '../support/bodies.ts';
import { createWireWorld, yes } from '../support/wire-world.ts';

/* F10 and F15: what the provider says is shown without the caller's secrets, and as text that every reader takes. */

const SECRET = 'bot7:AAF-made-up-0123456789abcdef';
const uploadUrl = `https://bots.example/file/${SECRET}/voice.mp3`;
const vocals = { operation: 'ADD_VOCALS', input: { ...addVocalsInput, uploadUrl } } as const;
const msg = `Failed to fetch ${uploadUrl}`;

describe("the caller's secrets are repeated nowhere", () => {
  it('after a refusal', async () => {
    const world = createWireWorld();
    world.say.create = { body: { code: 400, msg, data: null } };
    const refused = await world.tryToBuy(vocals);
    expect(refused).toMatchObject({ code: 'INVALID_INPUT', message: 'Failed to fetch https://bots.example/…' });
    await world.clock.settle();
    expect(JSON.stringify(world.logged)).not.toContain(SECRET);
  });

  it.each([
    ['a failure', yes({ taskId: 'up-1', status: 'FAILED', errorMessage: msg })],
    ['a code of the envelope', { body: { code: 451, msg, data: null } }],
    ['trouble', { body: { code: 500, msg, data: null } }],
  ])('by %s', async (_what, record) => {
    const world = createWireWorld();
    const { task } = await world.buy(vocals);
    await world.start();
    world.say.record = record;
    await world.clock.advance(120_000);
    const { input: _input, ...shown } = await world.task(task.id);
    expect(JSON.stringify(shown)).not.toContain(SECRET);
    expect(JSON.stringify(world.logged)).not.toContain(SECRET);
  });

  it('by an answer that leaves it in doubt', async () => {
    const world = createWireWorld();
    world.say.create = { body: { code: 500, msg, data: null } };
    const { task } = await world.buy(vocals);
    expect(task.timeline.at(-1)?.detail).toContain('Failed to fetch https://bots.example/…');
  });
});

it('half a character and NUL are not passed on', async () => {
  const world = createWireWorld();
  const { task } = await world.buy(vocals);
  await world.start();
  const track = {
    id: 'one',
    audioUrl: 'https://m.example/1.mp3',
    title: 'Night \ud83c',
    prompt: 'la\u0000la',
    tags: '\0',
  };
  world.say.record = yes({ taskId: 'up-1', status: 'SUCCESS', response: { sunoData: [track] } });
  await world.clock.advance(60_000);
  const { output } = await world.task(task.id);
  expect(output).toMatchObject({ tracks: [{ title: 'Night \ufffd', lyrics: 'lala', tags: null }] });
});

it('nor in the words of a failure', async () => {
  const world = createWireWorld();
  const { task } = await world.buy(vocals);
  await world.start();
  world.say.record = yes({ taskId: 'up-1', status: 'FAILED', errorMessage: 'no \ud83c\u0000' });
  await world.clock.advance(60_000);
  expect((await world.task(task.id)).error?.message).toBe('no \ufffd');
});
