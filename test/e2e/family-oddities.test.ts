import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { OPERATION_NAMES, type OperationName, operations } from '../../src/domain/operations/index.ts';
import { JOBS } from '../../src/upstream/kie/wire/job-names.ts';
import { eventually } from '../support/eventually.ts';
import { buyParents, endOf, FAMILY, resultOf } from '../support/family.ts';
import { openScene, type Scene } from '../support/scene.ts';

/* What a client sees where the provider spells a result, a state or a refusal in another way. */

const mockName = (operation: OperationName): string =>
  operation === 'SEPARATE_VOCALS' ? 'separation' : operation.toLowerCase().replaceAll('_', '-');

const done = (more: object = {}) => ({ status: 'SUCCEEDED', charge: 'CHARGED', error: null, ...more });
const url = expect.stringMatching(/^http/);
const texts = (count: number) => Array.from({ length: count }, () => ({ text: expect.stringContaining('[Verse]') }));

const AT_ENDPOINTS: readonly (readonly [scenarios: string, operation: OperationName, seen: object])[] = [
  ['wav-url-old', 'CONVERT_TO_WAV', done({ url })],
  ['video-code-zero', 'CREATE_VIDEO', done({ url })],
  ['midi-empty', 'GENERATE_MIDI', done({ instruments: [], fileUrl: url })],
  [
    'numbers-as-text',
    'GENERATE_MIDI',
    done({ instruments: expect.arrayContaining([expect.anything()]), fileUrl: url }),
  ],
  ['task-id-top', 'GENERATE_MIDI', done()],
  ['task-id-top', 'CONVERT_TO_WAV', done({ url })],
  ['task-id-both', 'GENERATE_COVER', done({ images: [url, url] })],
  ['cover-generating slow=20', 'GENERATE_COVER', done({ images: [url, url] })],
  ['cover-state-words', 'GENERATE_COVER', done({ images: [url, url] })],
  ['lyrics-three', 'GENERATE_LYRICS', done({ variants: texts(3) })],
  ['style-as-documented', 'BOOST_STYLE', done({ result: expect.stringContaining('Pop') })],
  ['instant', 'CREATE_VIDEO', done({ url })],
];

const AS_JOBS: typeof AT_ENDPOINTS = [
  ['job-cost-time-ms', 'GENERATE_SOUNDS', done()],
  ['job-cost-time-null', 'GENERATE_SOUNDS', done()],
  ['job-result-old-names', 'CONVERT_TO_WAV', done({ url })],
  ['job-result-old-names', 'CREATE_VIDEO', done({ url })],
  ['job-result-old-names', 'GENERATE_COVER', done({ images: [url, url] })],
  ['job-result-old-names', 'GENERATE_LYRICS', done({ variants: texts(2) })],
  ['lyrics-three', 'GENERATE_LYRICS', done({ variants: texts(3) })],
  ['instant', 'CONVERT_TO_WAV', done({ url })],
];

const APIS = [
  ['at its endpoint', AT_ENDPOINTS, ''],
  ['as a job', AS_JOBS, Object.keys(JOBS).join()],
] as const;

/** Lets purchases meet a scenario one after the other, so that none takes that of another. */
const createTurns = () => {
  let last: Promise<unknown> = Promise.resolve();
  return <T>(work: () => Promise<T>): Promise<T> => {
    const mine = last.then(work);
    last = mine.catch(() => undefined);
    return mine;
  };
};

describe.each(APIS)('%s', (_where, rows, KIE_JOBS) => {
  let scene: Scene;
  const inTurn = createTurns();
  beforeAll(async () => {
    // What is slow is polled on its way.
    scene = await openScene({ env: { KIE_JOBS, POLL_AFTER_MS: '200' } });
  });
  afterAll(() => scene[Symbol.asyncDispose]());

  it.concurrent.each(rows)('[mock:%s] of %s', async (scenarios, operation, seen) => {
    const client = scene.client();
    const parents = await buyParents(client, scene.kie);
    const { task } = await inTurn(() => {
      for (const scenario of scenarios.split(' ')) {
        scene.kie.scenario(scenario, { operation: mockName(operation), times: 1 });
      }
      return FAMILY[operation](client, parents);
    });
    const id = task?.id ?? '';
    expect((await endOf(client, id)).error).toBeNull();
    expect(await resultOf(client, id)).toMatchObject(seen);
  });
});

/** Operations whose tasks go on after their purchase. */
const LATER = OPERATION_NAMES.filter((name) => operations[name].answer === 'task');

describe('of one gateway that polls', () => {
  let scene: Scene;
  const inTurn = createTurns();
  beforeAll(async () => {
    scene = await openScene({ env: { POLL_AFTER_MS: '300', POLL_MAX_INTERVAL_MS: '600' } });
  });
  afterAll(() => scene[Symbol.asyncDispose]());

  it.concurrent('another set of pictures is the first one, also where it is told by 409', async () => {
    const client = scene.client();
    const parents = await buyParents(client, scene.kie);
    const first = await FAMILY.GENERATE_COVER(client, parents);
    await endOf(client, first.task?.id ?? '');
    const pictures = await resultOf(client, first.task?.id ?? '');
    const { task } = await inTurn(async () => {
      const end = scene.kie.scenario('cover-exists-409');
      return FAMILY.GENERATE_COVER(client, parents, { forceNew: true }).finally(end);
    });
    await endOf(client, task?.id ?? '');
    expect(task?.id).not.toBe(first.task?.id);
    expect(await resultOf(client, task?.id ?? '')).toEqual({ ...pictures, charge: 'NOT_CHARGED' });
  });

  it.concurrent('another persona of a track is refused, or replaces the first one under its id', async () => {
    const client = scene.client();
    const parents = await buyParents(client, scene.kie);
    const persona = async () => {
      const { task, userErrors } = await FAMILY.GENERATE_PERSONA(client, parents);
      return task === null ? userErrors[0]?.code : resultOf(client, task.id);
    };
    const first = await persona();
    expect(first).toMatchObject(done({ personaId: expect.any(String) }));
    expect(await persona()).toBe('ALREADY_EXISTS');
    const again = await inTurn(async () => {
      const end = scene.kie.scenario('persona-overwritten');
      return persona().finally(end);
    });
    expect(again).toEqual(first);
  });

  it.concurrent.each([
    ['create-failed', { status: 'FAILED', charge: 'CHARGED', error: { code: 'GENERATION_FAILED' } }],
    ['callback-exception-with-files', done()],
    ['failure-then-success', done()],
    ['callback-lies', done()],
  ])('every operation with a task shows [mock:%s]', async (scenario, seen) => {
    const client = scene.client();
    const parents = await buyParents(client, scene.kie);
    const ends = LATER.map(async (name) => {
      const { task } = await inTurn(() => {
        scene.kie.scenario(scenario, { operation: mockName(name), times: 1 });
        return FAMILY[name](client, parents);
      });
      const id = task?.id ?? '';
      await endOf(client, id);
      // A failure may turn out to be a success, after the stream has ended with it.
      await eventually(async () => expect([name, await resultOf(client, id)]).toMatchObject([name, seen]));
    });
    await Promise.all(ends);
  });
});
