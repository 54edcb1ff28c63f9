import { describe, expect, it } from 'vitest';
import { stemNames } from '../../mock-server/operations/stem-names.ts';
import { STEM_NAMES } from '../../src/domain/operations/stem-names.ts';
import { createTestGraph } from '../support/graph.ts';
import { createWireWorld, yes } from '../support/wire-world.ts';

const SOURCE = { audioUrl: 'https://media.example.com/song.mp3' };
const advanced = (change: object = {}) => ({ input: { source: SOURCE, type: 'SPLIT_STEM_ADVANCED', ...change } });

const row = (id: string, name: string) => ({
  id,
  stem_type_group_name: name,
  duration: 12,
  audio_url: `https://media.example.com/${id}.mp3`,
});

describe('an advanced separation', () => {
  it.each(['kie', 'sunoapi'] as const)('takes one stem out of the mix, on %s', async (dialect) => {
    const world = createWireWorld({ dialect });
    const { task } = await world.buy(advanced({ stemName: 'Kick' }));
    expect(world.sent[0]?.body).toMatchObject({ type: 'split_stem_advanced', stemName: 'Kick' });
    await world.start();
    const originData = [{ extract: row('a', 'Kick'), remove: row('b', 'No Kick') }];
    world.say.record = yes({ taskId: 'up-1', successFlag: 'SUCCESS', response: { originData } });
    await world.clock.advance(40_000);
    const stems = [
      { kind: 'DRUMS', label: 'Kick', role: 'EXTRACTED', audioId: 'a', duration: 12 },
      { kind: 'OTHER', label: 'No Kick', role: 'REMAINDER', audioId: 'b', duration: 12 },
    ];
    expect(await world.task(task.id)).toMatchObject({ status: 'SUCCEEDED', output: { stems } });
  });

  it('takes each of the 98 names, and no other', async () => {
    expect(new Set(STEM_NAMES).size).toBe(98);
    expect([...STEM_NAMES].sort()).toEqual([...stemNames].sort());
    const world = createWireWorld();
    for (const stemName of STEM_NAMES) await world.buy(advanced({ stemName }));
    expect(world.sent.map(({ body }) => body['stemName'])).toEqual(STEM_NAMES);
    for (const stemName of ['kick', 'Kick ', '', 'Theremin solo']) {
      const field = ['input', 'stemName'];
      expect(await world.tryToBuy(advanced({ stemName }))).toMatchObject({ code: 'INVALID_INPUT', field });
    }
    expect(world.sent).toHaveLength(98);
  });

  it('needs a name, and the other types take none', async () => {
    const world = createWireWorld();
    const refused = { code: 'INVALID_INPUT', field: ['input', 'stemName'] };
    expect(await world.tryToBuy(advanced())).toMatchObject(refused);
    for (const type of ['SEPARATE_VOCAL', 'SPLIT_STEM']) {
      expect(await world.tryToBuy(advanced({ type, stemName: 'Kick' }))).toMatchObject(refused);
    }
    expect(world.sent).toEqual([]);
  });

  it('of another stem is another one', async () => {
    const world = createWireWorld();
    const { task } = await world.buy(advanced({ stemName: 'Kick' }));
    expect(await world.buy(advanced({ stemName: 'Kick' }))).toMatchObject({ reused: true, task: { id: task.id } });
    expect(await world.buy(advanced({ stemName: 'Snare' }))).toMatchObject({ reused: false });
    expect(await world.buy({ input: { source: SOURCE, type: 'SPLIT_STEM' } })).toMatchObject({ reused: false });
  });
});

describe('a separation that names no stem', () => {
  it('is asked for in the words from before there were names, so that earlier keys still fit', async () => {
    const world = createWireWorld();
    const { task } = await world.buy({ input: { source: SOURCE, type: 'SPLIT_STEM', stemName: null } });
    expect(Object.keys(task.input)).toEqual(['source', 'type']);
    expect(world.sent[0]?.body).not.toHaveProperty('stemName');
  });
});

it('the graph tells the stem that was asked for, and what each stem is to the mix', async () => {
  const graph = createTestGraph();
  const input = { source: SOURCE, type: 'SPLIT_STEM_ADVANCED', stemName: 'Bass' };
  const query = `mutation ($input: SeparateVocalsInput!) {
    separateVocals(input: $input) { task { id upstreamTaskId ... on SeparationTask { type stemName stems { role } } } }
  }`;
  const { data } = await graph.tell(query, { input });
  const { task } = Object(data?.['separateVocals']);
  expect(task).toMatchObject({ type: 'SPLIT_STEM_ADVANCED', stemName: 'Bass', stems: [] });
  const url = 'https://media.example.com/a.mp3';
  const stem = { kind: 'BASS', label: 'Bass', url, audioId: 'a', duration: null } as const;
  graph.provider.tell(task.upstreamTaskId, {
    state: 'succeeded',
    at: null,
    output: { kind: 'separation', stems: [{ ...stem, role: 'EXTRACTED' }, stem] },
  });
  await graph.start();
  await graph.clock.advance(60_000);
  const read = 'query ($id: ID!) { task(id: $id) { ... on SeparationTask { stems { role } } } }';
  expect((await graph.tell(read, { id: task.id })).data).toEqual({
    task: { stems: [{ role: 'EXTRACTED' }, { role: 'STEM' }] },
  });
});
