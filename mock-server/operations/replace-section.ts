import { REPLACE_SECTION_CREATE_PATH } from '../../src/upstream/kie/wire/replace-section.ts';
import { type JsonObject, textOf } from '../core/json.ts';
import type { Refusal } from '../dialect/answers.ts';
import type { Upload } from '../media/upload.ts';
import { finishedTrack, makeTracks, musicModel, musicStages } from './music-task.ts';
import { defineOperation, type MakeContext } from './operation.ts';
import { replaced, takesOf } from './song-recipes.ts';
import { SONG_MODELS } from './song-request.ts';

/**
 * Makes a part of a song anew: one stage. Source: docs.kie.ai and docs.sunoapi.org, "Replace Music Section" and its
 * callback page. A track that the mock did not make is sold, and fails later.
 */

/** Seconds that a part must last at least. */
const SHORTEST = 10;

const numberOf = (request: JsonObject, name: string): number => {
  const value = request[name];
  return typeof value === 'number' ? value : 0;
};

const lengthOf = (request: JsonObject): number =>
  Math.round((numberOf(request, 'infillEndS') - numberOf(request, 'infillStartS')) * 100) / 100;

const sourceOf = async (request: JsonObject, context: MakeContext): Promise<Upload> => {
  const url = textOf(request, 'uploadUrl');
  if (url !== '') return context.readUpload(url, context.origin);
  const track = finishedTrack(textOf(request, 'audioId'), context);
  return track ? { song: track.song, isOwn: true, failure: null } : { song: null, failure: 'file-unreachable' };
};

const sourceRefusal = (request: JsonObject): Refusal | null => {
  const byTrack = textOf(request, 'taskId') !== '' || textOf(request, 'audioId') !== '';
  const byUrl = textOf(request, 'uploadUrl') !== '' || textOf(request, 'model') !== '';
  if (byTrack && byUrl) return { why: 'invalid', msg: 'uploadUrl and taskId cannot be used together' };
  const needed = byUrl ? ['uploadUrl', 'model'] : ['taskId', 'audioId'];
  const missing = needed.find((name) => textOf(request, name) === '');
  return missing === undefined ? null : { why: 'invalid', msg: `Please enter ${missing}.` };
};

const sectionRefusal = (request: JsonObject, context: MakeContext): Refusal | null => {
  const seconds = finishedTrack(textOf(request, 'audioId'), context)?.song.seconds;
  if (lengthOf(request) < SHORTEST) {
    return { why: 'invalid', msg: `The replacement section must be at least ${SHORTEST} seconds` };
  }
  return seconds !== undefined && lengthOf(request) > seconds / 2
    ? { why: 'invalid', msg: 'The replacement section cannot exceed half of the song' }
    : null;
};

export const replaceSection = defineOperation({
  ...musicModel,
  name: 'replace-section',
  createPath: REPLACE_SECTION_CREATE_PATH,
  shape: () => ({
    taskId: { type: 'string' },
    audioId: { type: 'string' },
    uploadUrl: { type: 'url' },
    model: { type: 'string', oneOf: SONG_MODELS },
    prompt: { type: 'string', required: true },
    tags: { type: 'string', required: true },
    title: { type: 'string', required: true },
    infillStartS: { type: 'number', required: true, range: [0, 28_800], step: 0.01 },
    infillEndS: { type: 'number', required: true, range: [0, 28_800], step: 0.01 },
    fullLyrics: { type: 'string', required: true },
    negativeTags: { type: 'string' },
    callBackUrl: { type: 'url' },
  }),
  example: (uploadUrl) => ({
    uploadUrl,
    model: 'V5',
    prompt: '[Verse] Morning on the water',
    tags: 'folk, calm',
    title: 'Night Ferry',
    infillStartS: 5,
    infillEndS: 15,
    fullLyrics: '[Verse] A ferry leaves the harbour light\n[Verse] Morning on the water',
  }),
  // A later price list has 12.
  prices: { 'replace-section': 5 },
  priceName: () => 'replace-section',
  refuse: (request, context) => sourceRefusal(request) ?? sectionRefusal(request, context),
  make: async (request, context) => {
    const { taskId } = context;
    const { song: found, failure } = await sourceOf(request, context);
    const song = found ?? { seed: taskId, seconds: 1, hasVocals: true };
    const [from, to] = [numberOf(request, 'infillStartS'), numberOf(request, 'infillEndS')];
    const made = makeTracks(taskId, {
      operationType: 'replace_section',
      model: textOf(request, 'model') || finishedTrack(textOf(request, 'audioId'), context)?.model || 'V5',
      title: textOf(request, 'title'),
      prompt: textOf(request, 'fullLyrics'),
      tags: textOf(request, 'tags'),
      songs: takesOf(taskId).map((take) => replaced(song, from, to, take)),
    });
    return { ...made, failure: failure ?? undefined };
  },
  stages: (context) => musicStages(context).slice(-1),
  callback: (task, content, context) => {
    const said = musicModel.callback(task, content, context);
    const { failure, name } = context.stage;
    if (failure === null) return said;
    return { ...said, data: { callbackType: name, task_id: task.id, error: failure.message } };
  },
});
