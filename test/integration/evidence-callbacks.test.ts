import { brotliCompressSync, deflateSync, gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { addVocalsInput, composed, musicCallback } from '../support/bodies.ts';
import { createTestDomain, type TestDomain, type TestDomainOptions } from '../support/domain.ts';

/* F6: a callback with a good token is never lost for its form (promise 33). */

const complete = (upstreamTaskId: string) => musicCallback(upstreamTaskId, 'complete');
const json = (upstreamTaskId: string): string => JSON.stringify(complete(upstreamTaskId));

type Body = string | Buffer;
type Form = (upstreamTaskId: string) => { readonly body: Body; readonly headers?: Record<string, string> };

const FORMS: readonly (readonly [string, Form])[] = [
  ['gzip', (id) => ({ body: gzipSync(json(id)), headers: { 'content-encoding': 'gzip' } })],
  ['gzip that is not declared', (id) => ({ body: gzipSync(json(id)) })],
  ['br', (id) => ({ body: brotliCompressSync(json(id)), headers: { 'content-encoding': 'br' } })],
  ['deflate', (id) => ({ body: deflateSync(json(id)), headers: { 'content-encoding': 'deflate' } })],
  [
    'two codings',
    (id) => ({ body: gzipSync(brotliCompressSync(json(id))), headers: { 'content-encoding': 'br, gzip' } }),
  ],
  ['a coding that is none', (id) => ({ body: json(id), headers: { 'content-encoding': 'identity' } })],
  ['a byte order mark', (id) => ({ body: Buffer.from(`\ufeff${json(id)}`) })],
  ['UTF-16', (id) => ({ body: Buffer.from(`\ufeff${json(id)}`, 'utf16le') })],
  ['JSON text', (id) => ({ body: JSON.stringify(json(id)) })],
  ['a list of one', (id) => ({ body: JSON.stringify([complete(id)]) })],
  [
    'data as JSON text',
    (id) => ({ body: JSON.stringify({ ...complete(id), data: JSON.stringify(complete(id).data) }) }),
  ],
  ['data as a list of one', (id) => ({ body: JSON.stringify({ ...complete(id), data: [complete(id).data] }) })],
  ['a form', (id) => ({ body: `payload=${encodeURIComponent(json(id))}` })],
  ['a form with another field', (id) => ({ body: `a=1&data=${encodeURIComponent(json(id))}` })],
];

const begin = async (world: TestDomain) => {
  const { task } = await world.buy({ operation: 'ADD_VOCALS', input: addVocalsInput });
  return task;
};

describe('an answer that was lost is healed by a callback, whatever it is wrapped in', () => {
  it.each(FORMS)('%s', async (_name, form) => {
    const world = createTestDomain();
    world.provider.script('lose');
    const task = await begin(world);
    expect(task.status).toBe('UNCONFIRMED');
    const { upstreamTaskId } = world.provider.billFor(task.id);
    const { body, headers } = form(upstreamTaskId);
    expect(await world.callback(task.id, body, headers)).toEqual({ status: 200 });
    expect(await world.task(task.id)).toMatchObject({ status: 'PROCESSING', upstreamTaskId });
  });

  it.each(FORMS)('%s, signed', async (_name, form) => {
    const world = createTestDomain({ hmacKey: 'hmac' });
    world.provider.script('lose');
    const task = await begin(world);
    const { upstreamTaskId } = world.provider.billFor(task.id);
    const { body, headers } = form(upstreamTaskId);
    const signed = { ...headers, ...world.signed('hmac', upstreamTaskId) };
    expect(await world.callback(task.id, body, headers)).toEqual({ status: 404 });
    expect(await world.callback(task.id, body, signed)).toEqual({ status: 200 });
    expect((await world.task(task.id)).upstreamTaskId).toBe(upstreamTaskId);
  });
});

const hinted = async (body: Body | null | ((id: string) => Body), options: TestDomainOptions = {}) => {
  const world = createTestDomain(options);
  await world.start();
  const task = await begin(world);
  const upstreamTaskId = task.upstreamTaskId ?? '';
  world.provider.tell(upstreamTaskId, composed);
  const sent = typeof body === 'function' ? body(upstreamTaskId) : body;
  const answer = await world.callback(task.id, sent, world.signed('hmac', upstreamTaskId));
  await world.clock.advance(2_500);
  return { answer, world, id: task.id, asked: world.provider.reads.length, status: (await world.task(task.id)).status };
};

describe('what is not plainly under way is a reason to ask', () => {
  const about =
    (data: object, rest: object = {}) =>
    (id: string) =>
      JSON.stringify({ code: 200, ...rest, data: { taskId: id, ...data } });

  it.each<[string, Body | null | ((id: string) => Body)]>([
    ['a record that is done', about({ status: 'SUCCESS', response: {} })],
    ['a record of the other API', about({ state: 'success', resultJson: '{}' })],
    ['completed', about({ callbackType: 'completed' })],
    ['task_completed', about({ callbackType: 'task_completed' })],
    ['complete with a blank', about({ callbackType: 'complete ' })],
    ['callback_type', about({ callback_type: 'complete' })],
    ['no stage', about({})],
    ['no id', JSON.stringify({ code: 200, data: { callbackType: 'complete' } })],
    ['no JSON', 'the song is done'],
    ['nothing', ''],
    ['noise', Buffer.from([0x1f, 0x8b, 1, 2, 3])],
    ['more than is read', null],
    ['more than memory is for', gzipSync(Buffer.alloc(64 * 1_024 * 1_024))],
  ])('%s', async (_what, body) => {
    expect(await hinted(body)).toMatchObject({ answer: { status: 200 }, asked: 1, status: 'SUCCEEDED' });
  });

  it.each<[string, (id: string) => Body]>([
    ['code 202', about({}, { code: 202 })],
    ['a state', about({ state: 'generating' })],
    ['a stage', about({ callbackType: 'processing' })],
  ])('but not what is under way, by %s', async (_what, body) => {
    expect(await hinted(body)).toMatchObject({ answer: { status: 200 }, asked: 0, status: 'PROCESSING' });
  });

  it('also where it has to be signed, and only where it is', async () => {
    const { answer, asked, world, id } = await hinted('no JSON', { hmacKey: 'hmac' });
    expect([answer.status, asked]).toEqual([200, 1]);
    expect(await world.callback(id, 'no JSON', world.signed('another', 'x'))).toEqual({ status: 404 });
  });

  it('paced, however often it comes', async () => {
    const world = createTestDomain();
    await world.start();
    const { id } = await begin(world);
    for (let times = 0; times < 50; times += 1) await world.callback(id, 'no JSON');
    await world.clock.advance(1_000);
    expect(world.provider.reads.length).toBeLessThanOrEqual(4);
  });
});

it('a body that names no task heals no lost answer, and says so to the provider', async () => {
  const world = createTestDomain();
  world.provider.script('lose');
  const { id } = await begin(world);
  expect(await world.callback(id, 'no JSON')).toEqual({ status: 400 });
  expect(world.callbackOutcomes).toEqual(['unreadable']);
});
