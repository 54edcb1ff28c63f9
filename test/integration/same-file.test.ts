import { describe, expect, it } from 'vitest';
import { addVocalsInput } from '../support/bodies.ts';
import { createTestDomain } from '../support/domain.ts';

/* F7: one file is paid for once, however its URL is spelt. */

const split = (audioUrl: string) => ({ input: { source: { audioUrl }, type: 'SEPARATE_VOCAL' } });
const URLS = [
  'https://media.example/a%20b.mp3?x=1',
  'https://MEDIA.example/a%20b.mp3?x=1',
  'https://media.example:443/a%20b.mp3?x=1',
  'https://media.example/a%20b.mp3?x=1#t=1',
  'HTTPS://media.example/a%20b.mp3?x=1',
  'https://media.example/./a%20b.mp3?x=1',
  'https://media.example/a%20b.mp3?x=1&X-Amz-Signature=one',
  'https://media.example/a%20b.mp3?Signature=two&x=1&x-amz-date=3',
];

describe('a file under another spelling of its URL', () => {
  it.each(URLS.slice(1))('is not bought again: %s', async (url) => {
    const world = createTestDomain();
    const first = await world.buy(split(URLS[0] ?? ''));
    const again = await world.buy(split(url));
    expect([again.reused, again.task.id]).toEqual([true, first.task.id]);
    expect(world.provider.attempts).toHaveLength(1);
  });

  it.each(URLS.slice(1))('is the same input under a key: %s', async (uploadUrl) => {
    const world = createTestDomain();
    const wanted = { operation: 'ADD_VOCALS', idempotencyKey: 'k' } as const;
    await world.buy({ ...wanted, input: { ...addVocalsInput, uploadUrl: URLS[0] } });
    const again = await world.buy({ ...wanted, input: { ...addVocalsInput, uploadUrl } });
    expect(again.reused).toBe(true);
  });

  it('is sent as it was given', async () => {
    const world = createTestDomain();
    const { task } = await world.buy(split(URLS[7] ?? ''));
    expect(task.input).toMatchObject({ source: { audioUrl: URLS[7] } });
  });

  it.each([
    'https://media.example/a%20b.mp3?x=2',
    'https://media.example/A%20b.mp3?x=1',
    'http://media.example/a%20b.mp3?x=1',
  ])('but another file is another purchase: %s', async (url) => {
    const world = createTestDomain();
    await world.buy(split(URLS[0] ?? ''));
    expect((await world.buy(split(url))).reused).toBe(false);
  });
});

describe('a conflict of keys', () => {
  it.each<[string, object, string]>([
    ['a field', { operation: 'ADD_VOCALS', input: { ...addVocalsInput, title: 'Another' } }, 'title'],
    [
      'several',
      { operation: 'ADD_VOCALS', input: { ...addVocalsInput, title: 'Another', style: 'x' } },
      'title, style',
    ],
    ['the operation', split('https://media.example/a.mp3'), 'the operation'],
  ])('names %s', async (_what, change, named) => {
    const world = createTestDomain();
    await world.buy({ operation: 'ADD_VOCALS', input: addVocalsInput, idempotencyKey: 'k' });
    expect(await world.tryToBuy({ idempotencyKey: 'k', ...change })).toMatchObject({
      code: 'IDEMPOTENCY_CONFLICT',
      message: `This idempotencyKey was used with other input. It differs in: ${named}.`,
      field: ['input', 'idempotencyKey'],
    });
  });

  it('names a field further down, and a choice beside the input', async () => {
    const world = createTestDomain();
    const wanted = { ...split('https://media.example/a.mp3'), idempotencyKey: 'k' };
    await world.buy(wanted);
    expect(await world.tryToBuy({ ...wanted, ...split('https://media.example/b.mp3') })).toMatchObject({
      message: expect.stringContaining('differs in: source.audioUrl.'),
    });
    expect(await world.tryToBuy({ ...wanted, forceNew: true })).toMatchObject({
      message: expect.stringContaining('differs in: forceNew.'),
    });
  });
});
