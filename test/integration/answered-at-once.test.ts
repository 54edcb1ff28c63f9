import { describe, expect, it } from 'vitest';
import type { OperationName } from '../../src/domain/operations/index.ts';
import { addVocalsInput } from '../support/bodies.ts';
import { createTestDomain } from '../support/domain.ts';
import { createWireWorld, yes } from '../support/wire-world.ts';

/* Operations whose result is in the answer to their purchase, over the real adapter. */

interface AnsweredAtOnce {
  readonly operation: OperationName;
  readonly input: object;
  readonly path: string;
  readonly request: object;
  /** `data` of the answer. */
  readonly answer: object;
  readonly output: object;
  readonly empty: object;
}

const TRACK = { taskId: 'song', audioId: 'one' };
const PERSONA = { source: TRACK, name: 'Ferry', description: 'a warm alto', vocalStart: 5, vocalEnd: 20 };

const OPERATIONS: readonly AnsweredAtOnce[] = [
  {
    operation: 'GENERATE_PERSONA',
    input: PERSONA,
    path: '/api/v1/generate/generate-persona',
    request: { ...TRACK, name: 'Ferry', description: 'a warm alto', vocalStart: 5, vocalEnd: 20 },
    answer: { personaId: 'p-1', name: 'Ferry', description: 'a warm alto' },
    output: { kind: 'persona', personaId: 'p-1' },
    empty: { kind: 'persona', personaId: null },
  },
  {
    operation: 'BOOST_STYLE',
    input: { content: 'Pop, Dreamy' },
    path: '/api/v1/style/generate',
    request: { content: 'Pop, Dreamy' },
    // As recorded: an id of no use, and a word in Chinese for success.
    answer: {
      taskId: '5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a',
      param: 'Pop, Dreamy',
      result: 'A dreamy pop blend with soft pads',
      creditsConsumed: 0.4,
      creditsRemaining: 912.53,
      successFlag: '成功',
      errorCode: null,
      errorMsg: null,
      createTime: 1767225600000,
    },
    output: { kind: 'style', text: 'A dreamy pop blend with soft pads' },
    empty: { kind: 'style', text: null },
  },
];

describe.each(OPERATIONS)('$operation', ({ operation, input, path, request, answer, output, empty }) => {
  it.each(['kie', 'sunoapi'] as const)('is done with the answer, on %s', async (dialect) => {
    const world = createWireWorld({ dialect });
    world.say.create = yes(answer);
    const { task } = await world.buy({ operation, input });
    expect(task).toMatchObject({
      status: 'SUCCEEDED',
      charge: 'CHARGED',
      upstreamTaskId: null,
      expiresAt: null,
      output,
    });
    expect(world.sent).toEqual([{ path, body: request }]);
    await world.start();
    await world.clock.advance(600_000);
    expect(world.reads).toEqual([]);
  });

  it('is maybe charged where the answer holds no result, or is lost', async () => {
    const world = createWireWorld();
    const lost = { status: 'FAILED', charge: 'MAYBE_CHARGED', error: { code: 'SUBMISSION_LOST' }, output: empty };
    for (const create of [yes({}), yes(null), { status: 502, body: '<html>' }]) {
      world.say.create = create;
      expect(await world.tryToBuy({ operation, input })).toMatchObject(lost);
    }
    expect(world.sent).toHaveLength(3);
  });

  it('is told to be in doubt after a crash in mid-purchase', async () => {
    const world = createTestDomain();
    world.provider.script('swallow');
    void world.buy({ operation, input });
    await world.clock.settle();
    await world.crash();
    await world.start();
    const [task] = (await world.tasks.list('alice', {}, 1, null)).tasks;
    expect(task?.task).toMatchObject({ status: 'FAILED', charge: 'MAYBE_CHARGED', error: { code: 'SUBMISSION_LOST' } });
  });

  it('is made anew by each call, and once per key', async () => {
    const world = createWireWorld();
    world.say.create = yes(answer);
    await world.buy({ operation, input });
    expect(await world.buy({ operation, input, idempotencyKey: 'k' })).toMatchObject({ reused: false });
    expect(await world.buy({ operation, input, idempotencyKey: 'k' })).toMatchObject({ reused: true });
    expect(world.sent).toHaveLength(2);
  });
});

describe('a persona', () => {
  const persona = (change: object) => ({ operation: 'GENERATE_PERSONA' as const, input: { ...PERSONA, ...change } });

  it.each<[string, object, string[]]>([
    ['a blank name', { name: ' ' }, ['name']],
    ['a long name', { name: 'x'.repeat(101) }, ['name']],
    ['a blank description', { description: '' }, ['description']],
    ['a long description', { description: 'x'.repeat(1_001) }, ['description']],
    ['a long style', { style: 'x'.repeat(1_001) }, ['style']],
    ['a window that begins before the track', { vocalStart: -1, vocalEnd: 15 }, ['vocalStart']],
    ['a window too short', { vocalEnd: 14.9 }, ['vocalEnd']],
    ['a window too long', { vocalEnd: 35.1 }, ['vocalEnd']],
    ['a window that ends before it begins', { vocalEnd: 1 }, ['vocalEnd']],
    ['a track without an id', { source: { ...TRACK, audioId: '' } }, ['source', 'audioId']],
  ])('is refused for %s', async (_name, change, path) => {
    const world = createWireWorld();
    const answer = await world.tryToBuy(persona(change));
    expect(answer).toMatchObject({ code: 'INVALID_INPUT', field: ['input', ...path] });
    expect(world.sent).toEqual([]);
  });

  it('takes windows of exactly 10 and 30 s, and a style', async () => {
    const world = createWireWorld();
    world.say.create = yes({ personaId: 'p-1' });
    for (const vocalEnd of [15, 35]) await world.buy(persona({ vocalEnd, style: 'folk' }));
    expect(world.sent.map(({ body }) => [body['vocalEnd'], body['style']])).toEqual([
      [15, 'folk'],
      [35, 'folk'],
    ]);
    expect((await world.buy(persona({ vocalStart: 30.3, vocalEnd: 40.3 }))).task.status).toBe('SUCCEEDED');
  });

  it.each(['kie', 'sunoapi'] as const)('that exists already is never bad input, on %s', async (dialect) => {
    const world = createWireWorld({ dialect });
    for (const data of [null, { taskId: 'old' }]) {
      world.say.create = { body: { code: 409, msg: 'The persona already exists', data } };
      expect(await world.tryToBuy(persona({}))).toMatchObject({ code: 'ALREADY_EXISTS', retryable: false });
    }
  });

  it('needs a finished track of music', async () => {
    const world = createWireWorld();
    world.say.create = yes({ taskId: 'song' });
    await world.buy({ operation: 'ADD_VOCALS', input: addVocalsInput });
    const field = ['input', 'source', 'taskId'];
    expect(await world.tryToBuy(persona({}))).toMatchObject({ code: 'INVALID_INPUT', field, retryable: true });
    expect(await world.tryToBuy({ ...persona({}), viewer: 'bob' })).toMatchObject({ code: 'NOT_FOUND' });
    expect(world.sent).toHaveLength(1);
  });
});

describe('the boost of a style', () => {
  it.each(['', ' ', 'x'.repeat(1_001), 'a\0b'])('is refused unsent for %j', async (content) => {
    const world = createWireWorld();
    const answer = await world.tryToBuy({ operation: 'BOOST_STYLE', input: { content } });
    expect(answer).toMatchObject({ code: 'INVALID_INPUT', field: ['input', 'content'] });
    expect(world.sent).toEqual([]);
  });

  it('that brings a blank text is in doubt', async () => {
    const world = createWireWorld();
    world.say.create = yes({ taskId: 'up-1', result: ' ' });
    const answer = await world.tryToBuy({ operation: 'BOOST_STYLE', input: { content: 'Pop' } });
    expect(answer).toMatchObject({ status: 'FAILED', charge: 'MAYBE_CHARGED' });
  });
});
