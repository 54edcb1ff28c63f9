import { describe, expect, it } from 'vitest';
import { GenerateMusicDocument, ReplaceSectionDocument } from '../../examples/generated/graphql.ts';
import { createSongGraph, describeSong, songRecord } from '../support/songs.ts';
import { yes } from '../support/wire-world.ts';

const track = { taskId: 'song', audioId: 'one' };
const uploadUrl = 'https://media.example.com/song.mp3';
const texts = {
  prompt: '[Verse] Morning',
  tags: 'folk',
  title: 'Night Ferry',
  fullLyrics: '[Verse] Lights\n[Verse] Morning',
};
const x = (length: number) => 'x'.repeat(length);

const replace = { document: ReplaceSectionDocument, mutation: 'replaceSection' };
const input = { source: { track }, ...texts, infillStart: 20.25, infillEnd: 40 };

describeSong({
  ...replace,
  operation: 'REPLACE_SECTION',
  input,
  path: '/api/v1/generate/replace-section',
  sent: { ...track, ...texts, infillStartS: 20.25, infillEndS: 40 },
  credits: 5,
  taken: [
    ['an upload', { source: { uploadUrl } }, { taskId: undefined, audioId: undefined, uploadUrl, model: 'V5' }],
    [
      'an upload and a model',
      { source: { uploadUrl }, model: 'V6', negativeTags: 'metal' },
      { taskId: undefined, audioId: undefined, uploadUrl, model: 'V6', negativeTags: 'metal' },
    ],
    ['the shortest part', { infillStart: 0.07, infillEnd: 10.07 }, { infillStartS: 0.07, infillEndS: 10.07 }],
    ['the longest part', { infillStart: 0, infillEnd: 240 }, { infillStartS: 0, infillEndS: 240 }],
  ],
  refused: [
    ['a part too short', { infillEnd: 30.24 }, 'infillEnd'],
    ['a part that ends before it begins', { infillEnd: 10 }, 'infillEnd'],
    ['a part too long', { infillStart: 0, infillEnd: 240.01 }, 'infillEnd'],
    [
      'more than half of what a model takes of an upload',
      { source: { uploadUrl }, model: 'V4_5ALL', infillStart: 0, infillEnd: 30.01 },
      'infillEnd',
    ],
    ['three decimals', { infillStart: 20.255 }, 'infillStart'],
    ['a part before the beginning', { infillStart: -1 }, 'infillStart'],
    ['the model of a track', { model: 'V5' }, 'model'],
    ['a model that does not exist', { source: { uploadUrl }, model: 'V9' }, 'model'],
    ['a private address', { source: { uploadUrl: 'http://127.0.0.1/a.mp3' } }, 'source.uploadUrl'],
    ['a track that cannot be one', { source: { track: { ...track, taskId: 'a b' } } }, 'source.track.taskId'],
    ['blank words', { prompt: ' ' }, 'prompt'],
    ['long words', { fullLyrics: x(5_001) }, 'fullLyrics'],
    ['long tags', { tags: x(1_001) }, 'tags'],
    ['a long title', { title: x(101) }, 'title'],
  ],
});

describe('a source that was made here', () => {
  const song = { written: { title: 'Night Ferry', style: 'folk', lyrics: 'Lights' } };

  /** A song of alice's with two tracks of 120 s, in that state. */
  const withSong = async (state: 'SUCCESS' | 'PENDING') => {
    const graph = createSongGraph();
    await graph.start();
    graph.say.create = yes({ taskId: 'song' });
    await graph.buy({ document: GenerateMusicDocument, mutation: 'generateMusic' }, { song });
    graph.say.record = songRecord('song', state);
    await graph.clock.advance(60_000);
    graph.sent.splice(0);
    graph.say.create = yes({ taskId: 'child' });
    return graph;
  };

  it.each([
    ['half of it', { infillStart: 60, infillEnd: 120 }],
    ['ten seconds of it', { infillStart: 0, infillEnd: 10 }],
  ])('is changed in %s', async (_about, section) => {
    const graph = await withSong('SUCCESS');
    expect(await graph.buy(replace, { ...input, ...section })).toMatchObject({ task: { upstreamTaskId: 'child' } });
    expect(graph.sent).toHaveLength(1);
  });

  it.each([
    ['an unfinished task', 'PENDING', {}, 'source.track.taskId'],
    ['more than half', 'SUCCESS', { infillStart: 0, infillEnd: 60.01 }, 'infillEnd'],
    ['a part beyond its end', 'SUCCESS', { infillStart: 100, infillEnd: 120.5 }, 'infillEnd'],
  ] as const)('is refused for %s, unsent', async (_about, state, change, field) => {
    const graph = await withSong(state);
    const { task, userErrors } = await graph.buy(replace, { ...input, ...change });
    expect(task).toBeNull();
    expect(userErrors).toMatchObject([{ code: 'INVALID_INPUT', field: ['input', ...field.split('.')] }]);
    expect(graph.sent).toEqual([]);
  });

  it('is unknown to another viewer', async () => {
    const graph = await withSong('SUCCESS');
    const { data } = await graph.tell(ReplaceSectionDocument.toString(), { input }, 'bob');
    expect(data).toMatchObject({ replaceSection: { task: null, userErrors: [{ code: 'NOT_FOUND' }] } });
    expect(graph.sent).toEqual([]);
  });
});

it('fails by its one callback, in the words of the record', async () => {
  const graph = createSongGraph();
  await graph.start();
  const { task } = await graph.buy(replace, input);
  const upstreamTaskId = task?.upstreamTaskId ?? '';
  const words = 'section could not be replaced';
  graph.say.record = yes({
    taskId: upstreamTaskId,
    status: 'GENERATE_AUDIO_FAILED',
    errorCode: 501,
    errorMessage: words,
  });
  const said = { callbackType: 'error', task_id: upstreamTaskId, error: words };
  const localId = task?.id.replace('task_', '') ?? '';
  expect(await graph.callback(localId, { code: 501, msg: 'Audio generation failed', data: said })).toEqual({
    status: 200,
  });
  await graph.clock.advance(1_000);
  expect(await graph.read(task?.id ?? '')).toMatchObject({ status: 'FAILED', error: { message: words } });
});
