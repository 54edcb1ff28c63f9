import { describe, expect, it } from 'vitest';
import { ExtendMusicDocument, GenerateMusicDocument } from '../../examples/generated/graphql.ts';
import { createSongGraph, describeSong, songRecord } from '../support/songs.ts';
import { yes } from '../support/wire-world.ts';

const source = { taskId: 'song', audioId: 'one' };
const continuation = { prompt: '[Chorus] Morning', style: 'folk', title: 'Night Ferry, II' };
const x = (length: number) => 'x'.repeat(length);
const own = (change: object) => ({ continuation: { ...continuation, ...change } });

const extend = { document: ExtendMusicDocument, mutation: 'extendMusic' };

describeSong({
  ...extend,
  operation: 'EXTEND_MUSIC',
  input: { source, continueAt: 45.5, continuation },
  path: '/api/v1/generate/extend',
  sent: { audioId: 'one', defaultParamFlag: true, continueAt: 45.5, ...continuation, instrumental: false, model: 'V5' },
  credits: 12,
  taken: [
    [
      'nothing but a source',
      { continueAt: null, continuation: null },
      { defaultParamFlag: false, continueAt: undefined, prompt: undefined, style: undefined, title: undefined },
    ],
    ['an instrumental', { ...own({ prompt: null }), instrumental: true }, { prompt: undefined, instrumental: true }],
    [
      'a persona',
      { personaId: 'p-1', personaModel: 'STYLE', vocalGender: 'MALE', audioWeight: 1 },
      { personaId: 'p-1', personaModel: 'style_persona', vocalGender: 'm', audioWeight: 1 },
    ],
    ['a title of 100 characters', own({ title: x(100) }), { title: x(100) }],
  ],
  refused: [
    ['a continuation without a moment', { continueAt: null }, 'continueAt'],
    ['the beginning', { continueAt: 0 }, 'continueAt'],
    ['a moment after any end', { continueAt: 3_601 }, 'continueAt'],
    ['a continuation without words', own({ prompt: null }), 'continuation.prompt'],
    ['a continuation without style', own({ style: null }), 'continuation.style'],
    ['a continuation without title', own({ title: null }), 'continuation.title'],
    ['words of an instrumental', { instrumental: true }, 'continuation.prompt'],
    [
      'the singer of an instrumental',
      { ...own({ prompt: null }), instrumental: true, vocalGender: 'MALE' },
      'vocalGender',
    ],
    ['long words', own({ prompt: x(5_001) }), 'continuation.prompt'],
    ['long words for V4', { ...own({ prompt: x(3_001) }), model: 'V4' }, 'continuation.prompt'],
    ['a long style for V4', { ...own({ style: x(201) }), model: 'V4' }, 'continuation.style'],
    ['a long title', own({ title: x(101) }), 'continuation.title'],
    ['a long title for V4_5ALL', { ...own({ title: x(81) }), model: 'V4_5ALL' }, 'continuation.title'],
    ['a track that cannot be one', { source: { ...source, audioId: '../one' } }, 'source.audioId'],
    ['the kind of no persona', { personaModel: 'STYLE' }, 'personaModel'],
  ],
});

describe('a source that was made here', () => {
  const song = { written: { title: 'Night Ferry', style: 'folk', lyrics: 'Lights' } };
  const parent = { taskId: 'parent', audioId: 'one' };

  /** A song of alice's with two tracks of 120 s, in that state. */
  const withSong = async (state: 'SUCCESS' | 'PENDING' | 'GENERATE_AUDIO_FAILED') => {
    const graph = createSongGraph();
    await graph.start();
    graph.say.create = yes({ taskId: 'parent' });
    const { task } = await graph.buy({ document: GenerateMusicDocument, mutation: 'generateMusic' }, { song });
    graph.say.record = songRecord('parent', state);
    await graph.clock.advance(60_000);
    graph.sent.splice(0);
    graph.say.create = yes({ taskId: 'child' });
    return { graph, id: task?.id ?? '' };
  };

  it('is continued', async () => {
    const { graph } = await withSong('SUCCESS');
    const bought = await graph.buy(extend, { source: parent, continueAt: 119, continuation });
    expect(bought).toMatchObject({ userErrors: [], task: { upstreamTaskId: 'child' } });
    expect(graph.sent).toMatchObject([{ body: { audioId: 'one', continueAt: 119 } }]);
  });

  it.each([
    ['an unfinished task', 'PENDING', {}, 'source.taskId', true],
    ['a failed task', 'GENERATE_AUDIO_FAILED', {}, 'source.taskId', true],
    ['another model', 'SUCCESS', { model: 'V5_5' }, 'model', false],
    ['a moment at its end', 'SUCCESS', { continueAt: 120 }, 'continueAt', false],
  ] as const)('is refused for %s, unsent', async (_about, state, change, field, retryable) => {
    const { graph } = await withSong(state);
    const { task, userErrors } = await graph.buy(extend, { source: parent, continueAt: 60, continuation, ...change });
    expect(task).toBeNull();
    expect(userErrors).toMatchObject([{ code: 'INVALID_INPUT', field: ['input', ...field.split('.')], retryable }]);
    expect(graph.sent).toEqual([]);
  });

  it('is unknown where the track is not one of it', async () => {
    const { graph } = await withSong('SUCCESS');
    const { userErrors } = await graph.buy(extend, { source: { ...parent, audioId: 'three' } });
    expect(userErrors).toMatchObject([{ code: 'NOT_FOUND' }]);
    expect(graph.sent).toEqual([]);
  });

  it('is unknown to another viewer', async () => {
    const { graph } = await withSong('SUCCESS');
    const { data } = await graph.tell(ExtendMusicDocument.toString(), { input: { source: parent } }, 'bob');
    expect(data).toMatchObject({ extendMusic: { task: null, userErrors: [{ code: 'NOT_FOUND' }] } });
    expect(graph.sent).toEqual([]);
  });
});
