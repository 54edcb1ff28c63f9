import { describe, expect, it } from 'vitest';
import type { OperationName } from '../../src/domain/operations/index.ts';
import type { Output } from '../../src/domain/outputs/output.ts';
import type { Refusal } from '../../src/domain/tasks/lifecycle/refusal.ts';
import { addVocalsInput } from '../support/bodies.ts';
import { createWireWorld, type WireWorld, yes } from '../support/wire-world.ts';

/* Files that are made from a track, or from a task, over the real adapter: what is sent, told, and refused. */

interface FileOperation {
  readonly operation: OperationName;
  readonly input: object;
  readonly createPath: string;
  readonly recordPath: string;
  /** What the provider is asked for, but for the callback URL. */
  readonly request: object;
  readonly record: object;
  /** `data` of the callback that announces the end. */
  readonly callback: object;
  readonly output: Output;
}

const TRACK = { taskId: 'song', audioId: 'one' };

const FILE = 'https://media.example.com/file';

const OPERATIONS: readonly FileOperation[] = [
  {
    operation: 'CONVERT_TO_WAV',
    input: { source: TRACK },
    createPath: '/api/v1/wav/generate',
    recordPath: '/api/v1/wav/record-info',
    request: TRACK,
    record: { successFlag: 'SUCCESS', response: { audioWavUrl: FILE } },
    callback: { task_id: 'up-1', audioWavUrl: FILE },
    output: { kind: 'wav', url: FILE },
  },
  {
    operation: 'CREATE_VIDEO',
    input: { source: TRACK, author: 'A', domainName: null },
    createPath: '/api/v1/mp4/generate',
    recordPath: '/api/v1/mp4/record-info',
    request: { ...TRACK, author: 'A' },
    record: { successFlag: 'SUCCESS', response: { videoUrl: FILE } },
    callback: { task_id: 'up-1', video_url: FILE },
    output: { kind: 'video', url: FILE },
  },
  {
    operation: 'GENERATE_COVER',
    input: { taskId: 'song' },
    createPath: '/api/v1/suno/cover/generate',
    recordPath: '/api/v1/suno/cover/record-info',
    request: { taskId: 'song' },
    record: { successFlag: 1, errorCode: 200, response: { images: [FILE] } },
    callback: { taskId: 'up-1', images: [FILE] },
    output: { kind: 'cover', images: [FILE] },
  },
];

const SUCCESS = { code: 200, msg: 'success', data: null };

/** A music task of alice's, and what becomes of an operation on its track `one`. */
const onOwn = async (operation: OperationName, status: 'pending' | 'done', input: object) => {
  const world = createWireWorld();
  world.say.create = yes({ taskId: 'song' });
  await world.buy({ operation: 'ADD_VOCALS', input: addVocalsInput });
  await world.start();
  const sunoData = ['one', 'two'].map((id) => ({ id, audioUrl: `https://media.example.com/${id}.mp3` }));
  world.say.record = yes({
    taskId: 'song',
    status: status === 'done' ? 'SUCCESS' : 'PENDING',
    response: { sunoData },
  });
  await world.clock.advance(40_000);
  world.say.create = yes({ taskId: 'up-1' });
  return { answer: await world.tryToBuy({ operation, input }), sent: world.sent.length - 1 };
};

describe.each(OPERATIONS)('$operation', (one) => {
  const { operation, input } = one;
  const done = yes({ taskId: 'up-1', ...one.record });
  const buy = (world: WireWorld, change: object = {}) => world.buy({ operation, input: { ...input, ...change } });

  it.each(['kie', 'sunoapi'] as const)('is bought and ends by polling alone, on %s', async (dialect) => {
    const world = createWireWorld({ dialect });
    const { task } = await buy(world);
    expect(task).toMatchObject({ status: 'PROCESSING', charge: 'CHARGED', upstreamTaskId: 'up-1' });
    const callBackUrl = expect.stringMatching(/^https:\/\/gateway\.example\/callbacks\/[\w-]{64,}$/);
    expect(world.sent).toEqual([{ path: one.createPath, body: { ...one.request, callBackUrl } }]);
    await world.start();
    world.say.record = done;
    await world.clock.advance(40_000);
    expect(await world.task(task.id)).toMatchObject({ status: 'SUCCEEDED', output: one.output });
    expect(world.reads).toEqual([`${one.recordPath}?taskId=up-1`]);
  });

  it('ends by its callback, which the record confirms', async () => {
    const world = createWireWorld();
    const { task } = await buy(world);
    await world.start();
    world.say.record = done;
    const body = { ...SUCCESS, data: one.callback };
    expect(await world.callback(task.id, body)).toEqual({ status: 200 });
    await world.clock.advance(1_500);
    expect(await world.task(task.id)).toMatchObject({ status: 'SUCCEEDED', output: one.output });
  });

  it('is bought once: the same request gives the same task', async () => {
    const world = createWireWorld();
    const first = await buy(world);
    expect(await buy(world)).toMatchObject({ reused: true, task: { id: first.task.id } });
    expect(world.sent).toHaveLength(1);
    const again = await world.buy({ operation, input, forceNew: true });
    expect(again).toMatchObject({ reused: false });
    expect(world.sent).toHaveLength(2);
  });

  it('fails when the provider says so', async () => {
    const world = createWireWorld();
    const { task } = await buy(world);
    await world.start();
    world.say.record = yes({ taskId: 'up-1', successFlag: 'CREATE_TASK_FAILED', errorCode: 500, errorMessage: 'no' });
    await world.clock.advance(40_000);
    expect(await world.task(task.id)).toMatchObject({
      status: 'FAILED',
      error: { code: 'GENERATION_FAILED', message: 'no', upstreamCode: 500 },
    });
  });
});

describe('the source of a file', () => {
  const ofTracks = OPERATIONS.filter(({ operation }) => operation !== 'GENERATE_COVER');

  it.each(ofTracks)('$operation: a finished track of the viewer is taken', async ({ operation }) => {
    const { answer, sent } = await onOwn(operation, 'done', { source: TRACK });
    expect(answer).toMatchObject({ status: 'PROCESSING' });
    expect(sent).toBe(1);
  });

  it.each(ofTracks)('$operation: an unfinished task is refused, for now', async ({ operation }) => {
    const { answer, sent } = await onOwn(operation, 'pending', { source: TRACK });
    const refused: Partial<Refusal> = { code: 'INVALID_INPUT', field: ['input', 'source', 'taskId'], retryable: true };
    expect(answer).toMatchObject(refused);
    expect(sent).toBe(0);
  });

  it.each(ofTracks)('$operation: a track that the task does not have is unknown', async ({ operation }) => {
    const { answer, sent } = await onOwn(operation, 'done', { source: { ...TRACK, audioId: 'three' } });
    expect(answer).toMatchObject({ code: 'NOT_FOUND' });
    expect(sent).toBe(0);
  });

  it.each(ofTracks)('$operation: a separation has no tracks', async ({ operation }) => {
    const world = createWireWorld();
    world.say.create = yes({ taskId: 'song' });
    await world.buy();
    const field = ['input', 'source', 'taskId'];
    expect(await world.tryToBuy({ operation, input: { source: TRACK } })).toMatchObject({
      code: 'INVALID_INPUT',
      field,
      retryable: false,
    });
    expect(world.sent).toHaveLength(1);
  });

  it.each(ofTracks)('$operation: ids that cannot be ids are refused unsent', async ({ operation }) => {
    const world = createWireWorld();
    for (const field of ['taskId', 'audioId']) {
      for (const id of ['', ' ', '../one', 'x'.repeat(129)]) {
        const answer = await world.tryToBuy({ operation, input: { source: { ...TRACK, [field]: id } } });
        expect(answer).toMatchObject({ code: 'INVALID_INPUT', field: ['input', 'source', field] });
      }
    }
    expect(world.sent).toEqual([]);
  });
});

describe('the music of cover pictures', () => {
  const buyCover = async (status: 'pending' | 'done') => await onOwn('GENERATE_COVER', status, { taskId: 'song' });

  it('is a finished task of the viewer', async () => {
    expect(await buyCover('done')).toMatchObject({ answer: { status: 'PROCESSING' }, sent: 1 });
    const refused = { code: 'INVALID_INPUT', field: ['input', 'taskId'], retryable: true };
    expect(await buyCover('pending')).toMatchObject({ answer: refused, sent: 0 });
  });

  it("is not another viewer's, and no separation", async () => {
    const world = createWireWorld();
    world.say.create = yes({ taskId: 'song' });
    await world.buy({ viewer: 'bob' });
    const cover = { operation: 'GENERATE_COVER', input: { taskId: 'song' } } as const;
    expect(await world.tryToBuy(cover)).toMatchObject({ code: 'NOT_FOUND' });
    const field = ['input', 'taskId'];
    expect(await world.tryToBuy({ ...cover, viewer: 'bob' })).toMatchObject({ code: 'INVALID_INPUT', field });
    expect(world.sent).toHaveLength(1);
  });

  it.each(['kie', 'sunoapi'] as const)('has one set: the id in the answer is that set, on %s', async (dialect) => {
    for (const code of [400, 409]) {
      const world = createWireWorld({ dialect });
      world.say.create = { body: { code, msg: 'Cover already generated', data: { taskId: 'old' } } };
      const { task } = await world.buy({ operation: 'GENERATE_COVER', input: { taskId: 'song' } });
      expect(task).toMatchObject({ status: 'PROCESSING', upstreamTaskId: 'old', charge: 'NOT_CHARGED' });
      const theirs = await world.tryToBuy({ viewer: 'bob', operation: 'GENERATE_COVER', input: { taskId: 'song' } });
      expect(theirs).toMatchObject({ code: 'ALREADY_EXISTS' });
    }
  });

  it('is refused where 400 comes without an id', async () => {
    const world = createWireWorld();
    world.say.create = { body: { code: 400, msg: 'Bad request', data: null } };
    const answer = await world.tryToBuy({ operation: 'GENERATE_COVER', input: { taskId: 'song' } });
    expect(answer).toMatchObject({ code: 'INVALID_INPUT', message: 'Bad request' });
  });
});
