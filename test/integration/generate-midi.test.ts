import { describe, expect, it } from 'vitest';
import { createTestGraph } from '../support/graph.ts';
import { readMidiFile } from '../support/midi-reader.ts';
import { createWireWorld, type WireWorld, yes } from '../support/wire-world.ts';

const SPLIT = { taskId: 'split', audioId: 'bass' };
const NOTES = Array.from({ length: 2_500 }, (_, index) => ({
  pitch: 36 + (index % 24),
  start: index / 4,
  end: index / 4 + 0.2,
  velocity: 0.5,
}));
const midiData = { state: 'complete', instruments: [{ name: 'Bass', notes: NOTES }] };
const midi = (source: object = SPLIT) => ({ operation: 'GENERATE_MIDI' as const, input: { source } });

const finish = async (world: WireWorld) => {
  const { task } = await world.buy(midi());
  await world.start();
  world.say.record = yes({ taskId: 'up-1', successFlag: 1, midiData });
  await world.clock.advance(40_000);
  return await world.task(task.id);
};

describe('notes', () => {
  it.each(['kie', 'sunoapi'] as const)('are bought, and end by polling alone, on %s', async (dialect) => {
    const world = createWireWorld({ dialect });
    const task = await finish(world);
    const callBackUrl = expect.stringContaining('/callbacks/');
    expect(world.sent).toEqual([{ path: '/api/v1/midi/generate', body: { ...SPLIT, callBackUrl } }]);
    expect(world.reads).toEqual(['/api/v1/midi/record-info?taskId=up-1']);
    expect(task).toMatchObject({
      status: 'SUCCEEDED',
      expiresAt: null,
      output: { instruments: [{ name: 'Bass', noteCount: 2_500, notes: null }] },
    });
  });

  it('end by a callback, wherever it has the id', async () => {
    for (const body of [
      { code: 200, msg: 'success', data: { taskId: 'up-1', ...midiData } },
      { code: 200, msg: 'success', task_id: 'up-1', data: midiData },
    ]) {
      const world = createWireWorld();
      const { task } = await world.buy(midi());
      await world.start();
      world.say.record = yes({ taskId: 'up-1', successFlag: 1, midiData });
      expect(await world.callback(task.id, body)).toEqual({ status: 200 });
      await world.clock.advance(1_500);
      expect(await world.task(task.id)).toMatchObject({ status: 'SUCCEEDED' });
    }
  });

  it('are kept outside the row of their task', async () => {
    const world = createWireWorld();
    const { id } = await finish(world);
    const row = world.db.prepare('SELECT length(task) AS size FROM tasks WHERE id = ?').get(id);
    expect(Number(row?.['size'])).toBeLessThan(2_000);
    expect(await world.tasks.notes([{ taskId: id, part: 0 }])).toEqual([NOTES]);
    expect(await world.tasks.notes([{ taskId: id, part: 1 }])).toEqual([[]]);
  });

  it('may be none: the end of such a task is no failure', async () => {
    const world = createWireWorld();
    const { task } = await world.buy(midi());
    await world.start();
    world.say.record = yes({ taskId: 'up-1', successFlag: 1, midiData: { state: 'complete', instruments: [] } });
    await world.clock.advance(40_000);
    expect(await world.task(task.id)).toMatchObject({ status: 'SUCCEEDED', output: { instruments: [] } });
  });

  it('that are missing at the end are waited for, and then missed', async () => {
    const world = createWireWorld();
    const { task } = await world.buy(midi());
    await world.start();
    world.say.record = yes({ taskId: 'up-1', successFlag: 1, midiData: null });
    await world.clock.advance(40_000);
    expect(await world.task(task.id)).toMatchObject({ status: 'PROCESSING' });
    await world.clock.advance(300_000);
    expect(await world.task(task.id)).toMatchObject({ status: 'FAILED', error: { code: 'UPSTREAM_ERROR' } });
  });

  it('make a file that holds each of them', async () => {
    const world = createWireWorld();
    const { id } = await finish(world);
    const file = await world.tasks.midiFile('alice', id);
    const [bass] = readMidiFile(file ?? Buffer.alloc(0));
    expect(bass?.name).toBe('Bass');
    expect(bass?.notes.map(({ pitch, start }) => [pitch, start])).toEqual(
      NOTES.map(({ pitch, start }) => [pitch, start]),
    );
    expect(await world.tasks.midiFile('bob', id)).toBeNull();
  });
});

describe('the source of notes', () => {
  it('is bought once as a whole, and once for each stem', async () => {
    const world = createWireWorld();
    const { task } = await world.buy(midi({ taskId: 'split' }));
    expect(world.sent[0]?.body).not.toHaveProperty('audioId');
    const again = await world.buy(midi({ taskId: 'split', audioId: null }));
    expect(again).toMatchObject({ reused: true, task: { id: task.id } });
    expect(await world.buy(midi())).toMatchObject({ reused: false });
    expect(world.sent).toHaveLength(2);
  });

  it('is a separation that has succeeded, and a stem of it', async () => {
    const world = createWireWorld();
    world.say.create = yes({ taskId: 'split' });
    await world.buy();
    const field = ['input', 'source', 'taskId'];
    expect(await world.tryToBuy(midi())).toMatchObject({ code: 'INVALID_INPUT', field, retryable: true });
    await world.start();
    const row = { id: 'bass', stem_type_group_name: 'Bass', audio_url: 'https://media.example.com/bass.mp3' };
    world.say.record = yes({ taskId: 'split', successFlag: 'SUCCESS', response: { originData: [row] } });
    await world.clock.advance(40_000);
    world.say.create = yes({ taskId: 'up-1' });
    const other = { taskId: 'split', audioId: 'drums' };
    expect(await world.tryToBuy(midi(other))).toMatchObject({ code: 'NOT_FOUND' });
    expect(await world.tryToBuy({ ...midi(), viewer: 'bob' })).toMatchObject({ code: 'NOT_FOUND' });
    expect(world.sent).toHaveLength(1);
    expect(await world.tryToBuy(midi())).toMatchObject({ status: 'PROCESSING' });
  });

  it('is not music', async () => {
    const world = createWireWorld();
    world.say.create = yes({ taskId: 'split' });
    await world.buy({ operation: 'GENERATE_COVER', input: { taskId: 'song' } });
    expect(await world.tryToBuy(midi())).toMatchObject({ code: 'INVALID_INPUT', retryable: false });
  });

  it.each([{ taskId: '' }, { taskId: 'split', audioId: ' ' }, { audioId: 'bass' }])('has ids: %j', async (source) => {
    const world = createWireWorld();
    expect(await world.tryToBuy(midi(source))).toMatchObject({ code: 'INVALID_INPUT' });
    expect(world.sent).toEqual([]);
  });
});

describe('the graph', () => {
  const QUERY = `query ($id: ID!, $first: Int, $from: Int) { task(id: $id) { ... on MidiTask {
    sourceTaskId sourceAudioId fileUrl instruments { name noteCount notes(first: $first, from: $from) { pitch start end velocity } }
  } } }`;

  const bought = async () => {
    const graph = createTestGraph();
    const { task } = await graph.buy(midi());
    const instruments = [
      { name: 'Bass', noteCount: NOTES.length, notes: NOTES },
      { name: 'Drums', noteCount: 1, notes: NOTES.slice(0, 1) },
    ];
    const output = { kind: 'midi', instruments } as const;
    graph.provider.tell(task.upstreamTaskId ?? '', { state: 'succeeded', at: null, output });
    return { graph, id: `task_${task.id}`, fileUrl: `https://gateway.example/midi/${task.id}.mid` };
  };

  it('gives notes by pages, and the address of the file', async () => {
    const { graph, id, fileUrl } = await bought();
    const waiting = { sourceTaskId: 'split', sourceAudioId: 'bass', fileUrl: null, instruments: [] };
    expect((await graph.tell(QUERY, { id })).data).toEqual({ task: waiting });
    await graph.start();
    await graph.clock.advance(60_000);
    const before = graph.storeCalls();
    const { data } = await graph.tell(QUERY, { id, first: 2, from: 2_499 });
    // The task, and the notes of all instruments.
    expect(graph.storeCalls() - before).toBe(2);
    expect(data).toEqual({
      task: {
        ...waiting,
        fileUrl,
        instruments: [
          { name: 'Bass', noteCount: 2_500, notes: NOTES.slice(2_499) },
          { name: 'Drums', noteCount: 1, notes: [] },
        ],
      },
    });
    const { data: page } = await graph.tell(QUERY, { id });
    expect(Object(page).task.instruments[0].notes).toEqual(NOTES.slice(0, 1_000));
  });

  it.each([{ first: 0 }, { first: 1_001 }, { from: -1 }])('refuses a page of %j', async (bounds) => {
    const { graph, id } = await bought();
    await graph.start();
    await graph.clock.advance(60_000);
    expect((await graph.tell(QUERY, { id, ...bounds })).codes).toContain('BAD_USER_INPUT');
  });

  it('pushes the end without the notes, which are asked for', async () => {
    const { graph, id } = await bought();
    const stream = await graph.watch(
      'subscription ($id: ID!) { taskUpdated(id: $id) { status ... on MidiTask { instruments { noteCount notes(first: 1) { pitch } } } } }',
      { id },
    );
    expect(await stream.next()).toEqual({ taskUpdated: { status: 'PROCESSING', instruments: [] } });
    await graph.start();
    await graph.clock.advance(60_000);
    expect(await stream.next()).toEqual({
      taskUpdated: {
        status: 'SUCCEEDED',
        instruments: [
          { noteCount: 2_500, notes: [{ pitch: 36 }] },
          { noteCount: 1, notes: [{ pitch: 36 }] },
        ],
      },
    });
  });
});
