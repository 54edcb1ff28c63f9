import { describe, expect, it } from 'vitest';
import { createTestDomain } from '../support/domain.ts';
import { createWireWorld, type WireAnswer, yes } from '../support/wire-world.ts';

/* F4, S1 and F5: a record is another's only where that is proven, and then it is never believed. */

const MINE = { vocal_removal_info: { vocal_url: 'https://m.example/mine.mp3' } };
const THEIRS = { vocal_removal_info: { vocal_url: 'https://m.example/theirs.mp3' } };

const done = (response: object, rest: object = {}) => ({ taskId: 'up-1', successFlag: 'SUCCESS', response, ...rest });

const ask = async (record: (own: { url: string; token: string }) => WireAnswer, ms = 300_000) => {
  const world = createWireWorld();
  const { task } = await world.buy();
  await world.start();
  const token = world.tokens.issue(task.id);
  world.say.record = record({ token, url: `https://gw.example/callbacks/${token}` });
  await world.clock.advance(ms);
  return { world, task: await world.task(task.id) };
};

describe('an echo that proves nothing is no reason to withhold a result', () => {
  it.each<[string, (own: { url: string; token: string }) => string]>([
    ['the host alone', () => 'https://gw.example/'],
    ['a removed token', () => 'https://gw.example/callbacks/<removed>'],
    ['a token that was cut', ({ token }) => `https://gw.example/callbacks/${token.slice(0, 32)}`],
    ['a token in lower case', ({ url }) => url.toLowerCase()],
    [
      'a percent-encoded token',
      ({ token }) => `https://gw.example/callbacks/%${token.charCodeAt(0).toString(16)}${token.slice(1)}`,
    ],
    ['a relay', () => 'https://relay.example/in/7'],
    ['a relay that carries our URL', ({ url }) => `https://relay.example/?to=${encodeURIComponent(url)}`],
    [
      'a path before ours that looks like a token',
      ({ token }) => `https://gw.example/${'ab'.repeat(32)}/callbacks/${token}`,
    ],
    ['a path that looks like a token, ours removed', () => `https://gw.example/${'ab'.repeat(32)}/callbacks/***`],
  ])('%s', async (_what, echo) => {
    const { task } = await ask((own) => yes(done(MINE, { callbackUrl: echo(own) })), 60_000);
    expect(task.status).toBe('SUCCEEDED');
  });
});

describe('a record of another task is not believed', () => {
  it('by the token of another task of ours, also one of an old secret', async () => {
    const world = createWireWorld();
    const { task } = await world.buy();
    world.say.create = yes({ taskId: 'up-2' });
    const { task: other } = await world.buy({ viewer: 'bob' });
    await world.start();
    const old = createTestDomain({ secrets: ['the secret of yesterday, which is long enough'] });
    for (const token of [world.tokens.issue(other.id), old.tokens.issue(other.id)]) {
      const callbackUrl = `https://gw.example/callbacks/${token}`;
      world.say.record = yes({ ...done(THEIRS), taskId: undefined, callbackUrl });
      await world.clock.advance(300_000);
      expect((await world.task(task.id)).status).toBe('PROCESSING');
    }
    expect(world.logged.some(({ level, message }) => level === 'error' && /another purchase/.test(message))).toBe(true);
  });

  it('by its task id; and asked again', async () => {
    const { world, task } = await ask(() => yes({ ...done(THEIRS), taskId: 'another-task-1' }));
    expect(task.status).toBe('PROCESSING');
    expect(world.logged.some(({ level, message }) => level === 'error' && /another purchase/.test(message))).toBe(true);
    world.say.record = yes(done(MINE));
    await world.clock.advance(300_000);
    expect((await world.task(task.id)).status).toBe('SUCCEEDED');
  });

  it('nor is a failure of it', async () => {
    const { task } = await ask(() => ({
      body: { code: 501, msg: 'no', data: { taskId: 'another-task-1', successFlag: 'FAILED' } },
    }));
    expect(task.status).toBe('PROCESSING');
  });

  it('of a list, the row of this task is read', async () => {
    const rows = [{ ...done(THEIRS), taskId: 'another-task-1' }, done(MINE)];
    const { task } = await ask(() => yes(rows), 60_000);
    expect(task).toMatchObject({ status: 'SUCCEEDED', output: { stems: [{ url: 'https://m.example/mine.mp3' }] } });
  });

  it('and a list of others is no record of it', async () => {
    const { task } = await ask(() => yes([{ ...done(THEIRS), taskId: 'another-task-1' }]));
    expect(task.status).toBe('PROCESSING');
  });
});

describe('the same id in another spelling is the same id', () => {
  it.each(['UP-1', ' up-1\n', undefined, '', null])('%j', async (taskId) => {
    const { task } = await ask(() => yes({ ...done(MINE), taskId }), 60_000);
    expect(task.status).toBe('SUCCEEDED');
  });

  it('in snake_case', async () => {
    const { task } = await ask(() => yes({ ...done(THEIRS), taskId: undefined, task_id: 'another-task-1' }));
    expect(task.status).toBe('PROCESSING');
  });
});

it('an empty list is no record yet', async () => {
  const { task } = await ask(() => yes([]), 40_000);
  expect(task).toMatchObject({ status: 'PROCESSING', inconsistency: { about: 'record' } });
});

it('two purchases of one viewer that the provider answers with one task both get its result', async () => {
  const world = createWireWorld();
  const { task: first } = await world.buy();
  const { task: second } = await world.buy({ forceNew: true });
  await world.start();
  const callbackUrl = `https://gw.example/callbacks/${world.tokens.issue(first.id)}`;
  world.say.record = yes(done(MINE, { callbackUrl }));
  await world.clock.advance(60_000);
  expect((await world.task(first.id)).status).toBe('SUCCEEDED');
  expect((await world.task(second.id)).status).toBe('SUCCEEDED');
});
