import { describe, expect, it } from 'vitest';
import { addVocalsInput } from '../support/bodies.ts';
import { createWireWorld, type WireAnswer, type WireWorld, yes } from '../support/wire-world.ts';

/* F1: what the provider has decided is told, in whichever place and spelling it says so (promise 31). */

const begin = async (
  operation: 'ADD_VOCALS' | 'SEPARATE_VOCALS' = 'ADD_VOCALS',
  dialect: 'kie' | 'sunoapi' = 'kie',
) => {
  const world = createWireWorld({ dialect });
  const change = operation === 'ADD_VOCALS' ? { operation, input: addVocalsInput } : {};
  const { task } = await world.buy(change);
  await world.start();
  return { world, id: task.id };
};

/** Two polling periods, with the jitter. */
const twoPeriods = (world: WireWorld) => world.clock.advance(90_000);

const pending = (rest: object): WireAnswer => yes({ taskId: 'up-1', status: 'PENDING', response: null, ...rest });
const split = (rest: object): WireAnswer => yes({ taskId: 'up-1', response: null, ...rest });
const envelope = (code: unknown, msg: string, data: unknown = null): WireAnswer => ({ body: { code, msg, data } });

const words = 'Sounds like a known work.';

describe('a failure is told with the words of the provider', () => {
  it.each<[string, WireAnswer, number | null]>([
    ["in the record's error code", pending({ errorCode: 413, errorMessage: words }), 413],
    ['as text', pending({ errorCode: '413', errorMessage: words }), 413],
    ['in the envelope: 400', envelope(400, words), 400],
    ['in the envelope: 413', envelope(413, words), 413],
    ['in the envelope: 451', envelope(451, words), 451],
    ['in the envelope: 501', envelope(501, words), 501],
    ['in the envelope, as text', envelope('451', words), 451],
    ['in the envelope, under HTTP 400', { status: 400, body: { code: 451, msg: words, data: null } }, 451],
    [
      'in both',
      envelope(451, 'no', { taskId: 'up-1', status: 'GENERATE_AUDIO_FAILED', errorCode: 451, errorMessage: words }),
      451,
    ],
    ['in the state: FAILED', pending({ status: 'FAILED', errorMessage: words }), null],
    ['in the state, in any spelling', pending({ status: ' generate audio failed ', errorMessage: words }), null],
    ['under the other name', pending({ status: null, successFlag: 'FAILED', errorMessage: words }), null],
    ['as a success without a file', pending({ status: 'SUCCESS', errorCode: 501, errorMessage: words }), 501],
  ])('%s', async (_where, record, code) => {
    const { world, id } = await begin();
    world.say.record = record;
    await twoPeriods(world);
    expect(await world.task(id)).toMatchObject({
      status: 'FAILED',
      charge: 'CHARGED',
      error: { code: 'GENERATION_FAILED', message: words, upstreamCode: code },
    });
  });

  it('of a separation, too', async () => {
    const { world, id } = await begin('SEPARATE_VOCALS');
    world.say.record = split({ successFlag: 'FAILED', errorMessage: 'No voice found.' });
    await twoPeriods(world);
    expect(await world.task(id)).toMatchObject({ status: 'FAILED', error: { message: 'No voice found.' } });
  });

  it('as a word for a code: the content filter', async () => {
    const { world, id } = await begin();
    world.say.record = pending({ errorCode: 'SENSITIVE_WORD_ERROR', errorMessage: words });
    await twoPeriods(world);
    expect(await world.task(id)).toMatchObject({
      status: 'FAILED',
      error: { code: 'SENSITIVE_CONTENT', message: words },
    });
  });

  it.each([
    ['in the record', pending({ errorCode: 531, errorMessage: words })],
    ['in the envelope', envelope(531, words)],
  ])('531 gives the credits back: %s', async (_where, record) => {
    const { world, id } = await begin();
    world.say.record = record;
    await twoPeriods(world);
    expect(await world.task(id)).toMatchObject({ status: 'FAILED', charge: 'REFUNDED', error: { upstreamCode: 531 } });
  });

  it('within two polling periods also after a clock was set back', async () => {
    const { world, id } = await begin();
    world.say.record = envelope(451, words);
    await world.clock.advance(40_000);
    expect(await world.task(id)).toMatchObject({ status: 'PROCESSING', inconsistency: { about: 'failure' } });
    await world.clock.jump(-86_400_000);
    await world.clock.advance(270_000);
    expect(await world.task(id)).toMatchObject({ status: 'FAILED', error: { message: words } });
  });

  it('and heals, when the music turns up', async () => {
    const { world, id } = await begin();
    world.say.record = envelope(501, words);
    await twoPeriods(world);
    const sunoData = [{ id: 'one', audioUrl: 'https://m.example/1.mp3' }];
    world.say.record = yes({ taskId: 'up-1', status: 'SUCCESS', response: { sunoData } });
    await world.clock.advance(600_000);
    expect((await world.task(id)).status).toBe('SUCCEEDED');
  });
});

describe('a success is told', () => {
  const response = { vocal_removal_info: { vocal_url: 'https://m.example/v.mp3' } };
  it.each([
    ['as a number', { successFlag: 1 }],
    ['under the other name', { status: 'SUCCESS' }],
    ['with blanks', { successFlag: 'Success ' }],
    ['beside a stale state', { status: 'PENDING', successFlag: 'SUCCESS' }],
  ])('%s', async (_how, state) => {
    const { world, id } = await begin('SEPARATE_VOCALS');
    world.say.record = split({ ...state, response });
    await world.clock.advance(40_000);
    expect((await world.task(id)).status).toBe('SUCCEEDED');
  });
});

describe('what is no verdict changes nothing', () => {
  it.each([0, '0', '', null, 200, '200', 202])('an error code of %j', async (errorCode) => {
    const { world, id } = await begin();
    world.say.record = pending({ errorCode, errorMessage: 'success' });
    await world.clock.advance(600_000);
    expect((await world.task(id)).status).toBe('PROCESSING');
  });

  it('a sign of failure that goes away again', async () => {
    const { world, id } = await begin();
    let reads = 0;
    world.say.record = () => {
      reads += 1;
      return reads % 2 === 1 ? envelope(501, words) : pending({});
    };
    await world.clock.advance(600_000);
    expect((await world.task(id)).status).toBe('PROCESSING');
  });
});

describe('trouble at the provider is asked about again', () => {
  it.each([429, 430, 455, 500, 505, 408, 401])('%i: the task goes on, its words are in the log', async (code) => {
    const { world, id } = await begin();
    world.say.record = envelope(code, 'We are busy today');
    await world.clock.advance(600_000);
    expect((await world.task(id)).status).toBe('PROCESSING');
    expect(JSON.stringify(world.logged)).toContain('We are busy today');
    world.say.record = pending({ status: 'FAILED', errorMessage: words });
    await world.clock.advance(300_000);
    expect((await world.task(id)).error?.message).toBe(words);
  });

  it('with an end to that: a day after the end of the task', async () => {
    const { world, id } = await begin();
    world.say.record = envelope(500, 'We are busy today');
    await world.clock.advance(7_300_000);
    expect(await world.task(id)).toMatchObject({ status: 'FAILED', error: { code: 'TIMED_OUT' } });
    const asked = world.reads.length;
    await world.clock.jump(23 * 3_600_000);
    await world.clock.advance(300_000);
    expect(world.reads.length).toBeGreaterThan(asked);
    await world.clock.jump(2 * 3_600_000);
    await world.clock.advance(300_000);
    const ended = world.reads.length;
    await world.clock.jump(24 * 3_600_000);
    await world.clock.advance(300_000);
    expect(world.reads.length).toBe(ended);
  });
});
