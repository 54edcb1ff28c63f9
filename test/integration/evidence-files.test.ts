import { describe, expect, it } from 'vitest';
import { addVocalsInput } from '../support/bodies.ts';
import { createWireWorld, yes } from '../support/wire-world.ts';

/* F2 and F13: every distinct file that was paid for is served once, with its own id and length (promise 32). */

const finished = async (operation: 'ADD_VOCALS' | 'SEPARATE_VOCALS', response: unknown, rest: object = {}) => {
  const world = createWireWorld();
  const { task } = await world.buy(operation === 'ADD_VOCALS' ? { operation, input: addVocalsInput } : {});
  await world.start();
  world.say.record = yes({ taskId: 'up-1', status: 'SUCCESS', successFlag: 'SUCCESS', response, ...rest });
  await world.clock.advance(40_000);
  return { world, task: await world.task(task.id) };
};

const stemsOf = async (response: unknown, rest: object = {}) => {
  const { task } = await finished('SEPARATE_VOCALS', response, rest);
  if (task.output.kind !== 'separation') throw new Error('no separation');
  return task.output.stems.map(({ label, url, audioId, duration }) => [label, url, audioId, duration]);
};

const tracksOf = async (response: unknown, rest: object = {}) => {
  const { task } = await finished('ADD_VOCALS', response, rest);
  if (task.output.kind !== 'music') throw new Error('no music');
  return task.output.tracks.map(({ audioUrl, audioId }) => [audioUrl, audioId]);
};

const m = (name: string): string => `https://m.example/${name}.mp3`;
const row = (id: string | undefined, name: string, label?: string, duration?: number) => ({
  ...(id && { id }),
  audio_url: name && m(name),
  ...(label && { stem_type_group_name: label }),
  ...(duration && { duration }),
});

describe('a separation', () => {
  it.each<[string, unknown, unknown[]]>([
    [
      'pairs of one name',
      { originData: [{ extract: row('e1', 'a', 'Kick', 11), remove: row('e2', 'b', 'Kick', 12) }] },
      [
        ['Kick', m('a'), 'e1', 11],
        ['Kick', m('b'), 'e2', 12],
      ],
    ],
    [
      'two rows of one name',
      { originData: [row('r1', '1', 'Bass'), row('r2', '2', 'Bass')] },
      [
        ['Bass', m('1'), 'r1', null],
        ['Bass', m('2'), 'r2', null],
      ],
    ],
    [
      'a second row of the name, without a file',
      { originData: [row('r1', '1', 'Bass', 9), { audio_url: '', stem_type_group_name: 'Bass' }] },
      [['Bass', m('1'), 'r1', 9]],
    ],
    ['a row without a name', { originData: [row('r1', '1')] }, [['1', m('1'), 'r1', null]]],
    [
      'an empty container before the full one',
      { vocal_removal_info: {}, vocal_separation_info: { vocal_url: m('v') } },
      [['Vocals', m('v'), null, null]],
    ],
    [
      'a container without a stem, and a stem beside it',
      { vocal_removal_info: { origin_url: '' }, vocalUrl: m('v') },
      [['Vocals', m('v'), null, null]],
    ],
    [
      'rows beside a container',
      { vocal_removal_info: { vocal_url: m('v') }, originData: [row('d', 'd', 'Drums')] },
      [
        ['Vocals', m('v'), null, null],
        ['Drums', m('d'), 'd', null],
      ],
    ],
    [
      'a file under two names',
      { vocalUrl: m('v'), originData: [row('l', 'v', 'Lead Vocal')] },
      [['Vocals', m('v'), 'l', null]],
    ],
    [
      'effects under two names',
      { fxUrl: m('f'), originData: [row('f', 'f', 'FX/Other', 7)] },
      [['FX', m('f'), 'f', 7]],
    ],
    [
      'rows in camelCase',
      { originData: [{ id: 'r1', audioUrl: m('1'), stemTypeGroupName: 'Bass' }] },
      [['Bass', m('1'), 'r1', null]],
    ],
    ['rows as JSON text', { originData: JSON.stringify([row('r1', '1', 'Bass')]) }, [['Bass', m('1'), 'r1', null]]],
    ['the response as JSON text', JSON.stringify({ vocalUrl: m('v') }), [['Vocals', m('v'), null, null]]],
    ['a link without a scheme', { vocalUrl: '//m.example/v.mp3' }, [['Vocals', m('v'), null, null]]],
    [
      'URLs that are no stems',
      { vocalUrl: m('v'), originUrl: m('o'), callbackUrl: m('c'), call_back_url: m('c') },
      [['Vocals', m('v'), null, null]],
    ],
  ])('%s', async (_what, response, expected) => {
    expect(await stemsOf(response)).toEqual(expected);
  });

  it('the record as JSON text', async () => {
    const { world, task } = await finished('SEPARATE_VOCALS', null);
    expect(task.status).toBe('PROCESSING');
    world.say.record = yes(
      JSON.stringify({ taskId: 'up-1', successFlag: 'SUCCESS', response: JSON.stringify({ vocalUrl: m('v') }) }),
    );
    await world.clock.advance(120_000);
    expect((await world.task(task.id)).status).toBe('SUCCEEDED');
  });
});

describe('what was missing at the end is added, and nothing is served twice', () => {
  it('a stem', async () => {
    const { world, task } = await finished('SEPARATE_VOCALS', { vocalUrl: m('v') });
    expect(task).toMatchObject({ status: 'SUCCEEDED', output: { stems: [{ url: m('v'), audioId: null }] } });
    const response = { vocalUrl: m('v'), instrumentalUrl: m('i'), originData: [row('e', 'v', 'Vocals', 11)] };
    world.say.record = yes({ taskId: 'up-1', successFlag: 'SUCCESS', response });
    await world.clock.advance(180_000);
    const later = await world.task(task.id);
    expect(later).toMatchObject({ status: 'SUCCEEDED', finishedAt: task.finishedAt, version: task.version + 1 });
    expect(later.output).toMatchObject({
      stems: [
        { url: m('v'), audioId: 'e', duration: 11 },
        { url: m('i'), kind: 'INSTRUMENTAL' },
      ],
    });
    const reads = world.reads.length;
    await world.clock.advance(600_000);
    expect(world.reads).toHaveLength(reads);
  });

  it('a track, and the id of the track that had none', async () => {
    const { world, task } = await finished('ADD_VOCALS', { sunoData: [{ audioUrl: m('1') }, { audioUrl: '' }] });
    const sunoData = [
      { id: 'one', audioUrl: m('1') },
      { id: 'two', audioUrl: m('2') },
    ];
    expect(task).toMatchObject({ status: 'SUCCEEDED', output: { tracks: [{ audioUrl: m('1') }] } });
    world.say.record = yes({ taskId: 'up-1', status: 'SUCCESS', response: { sunoData } });
    await world.clock.advance(180_000);
    expect((await world.task(task.id)).output).toMatchObject({
      tracks: [
        { audioId: 'one', audioUrl: m('1') },
        { audioId: 'two', audioUrl: m('2') },
      ],
    });
  });
});

describe('music', () => {
  it('keeps a track without an id, and gives it one of its own that stays', async () => {
    const rows = [{ audioUrl: m('1') }, { id: 't2', audioUrl: m('2') }];
    const [first, second] = await tracksOf({ sunoData: rows });
    expect(first).toEqual([m('1'), expect.stringMatching(/^[\w.:-]{1,128}$/)]);
    expect(second).toEqual([m('2'), 't2']);
    expect((await tracksOf({ sunoData: rows }))[0]).toEqual(first);
  });

  it('tells two files of one id apart', async () => {
    const tracks = await tracksOf({
      sunoData: [
        { id: 't', audioUrl: m('1') },
        { id: 't', audioUrl: m('2') },
      ],
    });
    expect(tracks.map(([url]) => url)).toEqual([m('1'), m('2')]);
    expect(new Set(tracks.map(([, id]) => id)).size).toBe(2);
  });

  it('serves a file once', async () => {
    const tracks = await tracksOf({
      sunoData: [
        { id: 'a', audioUrl: m('1') },
        { id: 'b', audioUrl: m('1') },
      ],
    });
    expect(tracks).toEqual([[m('1'), 'a']]);
  });

  it.each<[string, unknown, object]>([
    ['one object for a list', { sunoData: { id: 'one', audioUrl: m('1') } }, {}],
    ['snake_case', { sunoData: [{ id: 'one', audio_url: m('1') }] }, {}],
    ['JSON text', JSON.stringify({ sunoData: [{ id: 'one', audioUrl: m('1') }] }), {}],
    ['text of text', JSON.stringify(JSON.stringify({ sunoData: [{ id: 'one', audioUrl: m('1') }] })), {}],
    ['the other API', null, { resultJson: JSON.stringify({ data: [{ id: 'one', audio_url: m('1') }] }) }],
  ])('is read from %s', async (_how, response, rest) => {
    expect(await tracksOf(response, rest)).toEqual([[m('1'), 'one']]);
  });

  it.each(['https://cdn.example/None.mp3', 'https://cdn.example/null', 'https://cdn.example/undefined.mp3'])(
    'waits for the real link where %s stands',
    async (audioUrl) => {
      const { world, task } = await finished('ADD_VOCALS', { sunoData: [{ id: 'one', audioUrl }] });
      expect(task.status).toBe('PROCESSING');
      const sunoData = [{ id: 'one', audioUrl: m('1') }];
      world.say.record = yes({ taskId: 'up-1', status: 'SUCCESS', response: { sunoData } });
      await world.clock.advance(120_000);
      expect(await world.task(task.id)).toMatchObject({
        status: 'SUCCEEDED',
        output: { tracks: [{ audioId: 'one', audioUrl: m('1') }] },
      });
    },
  );
});
