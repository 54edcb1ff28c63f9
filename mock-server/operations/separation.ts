import { z } from 'zod';
import {
  SEPARATION_CREATE_PATH,
  SEPARATION_RECORD_PATH,
  SEPARATION_STATES,
} from '../../src/upstream/kie/wire/separation.ts';
import { type JsonObject, textOf } from '../core/json.ts';
import { fraction, uuid } from '../core/random.ts';
import type { MediaFile } from '../core/task.ts';
import { codeTables } from '../dialect/codes.ts';
import { dialectFacts } from '../dialect/facts.ts';
import type { Upload } from '../media/upload.ts';
import { isHeardIn } from '../music/score.ts';
import { defineOperation, type MakeContext } from './operation.ts';
import { parentTrack } from './parent-track.ts';
import type { RequestShape } from './request-shape.ts';
import { inCallback, inRecord, separated, TYPES } from './separation-result.ts';
import { stemNames } from './stem-names.ts';
import { stemsOf } from './stems.ts';

/**
 * Vocal and stem separation. Source: docs.kie.ai, "Vocal & Instrument Stem Separation", its callback page and "Get
 * Vocal Separation Details"; the same pages of docs.sunoapi.org.
 */

const shape = (): RequestShape => ({
  callBackUrl: { type: 'url', required: true },
  taskId: { type: 'string' },
  audioId: { type: 'string' },
  audioUrl: { type: 'url' },
  type: { type: 'string', oneOf: TYPES },
  stemName: { type: 'string', oneOf: stemNames },
});

const content = separated.extend({ musicId: z.string().nullable(), musicIndex: z.number().nullable() });
type SeparationContent = z.infer<typeof content>;

const typeOf = (request: JsonObject): SeparationContent['type'] =>
  TYPES.find((type) => type === request['type']) ?? 'separate_vocal';

const source = async (request: JsonObject, context: MakeContext): Promise<Upload> => {
  const track = parentTrack(request, context);
  return track
    ? { song: track.song, isOwn: true, failure: null }
    : context.readUpload(textOf(request, 'audioUrl'), context.origin);
};

/** Word for the stems and for what went wrong, by brand and type. */
const failureMessage = (request: JsonObject): string =>
  typeOf(request) === 'separate_vocal' ? 'Vocal separation failed' : 'Instrument separation failed';

export const separation = defineOperation<SeparationContent>({
  name: 'separation',
  createPath: SEPARATION_CREATE_PATH,
  recordPath: SEPARATION_RECORD_PATH,
  shape,
  example: (audioUrl) => ({ audioUrl, type: 'separate_vocal' }),
  // The page's table; a later price list has 8, 40 and 16.
  prices: { separate_vocal: 10, split_stem: 50, split_stem_advanced: 20 },
  priceName: typeOf,
  content,
  refuse: (request, context) => {
    const byTrack = textOf(request, 'taskId') !== '' || textOf(request, 'audioId') !== '';
    const byUrl = textOf(request, 'audioUrl') !== '';
    if (byTrack && byUrl) return { why: 'invalid', msg: 'audioUrl and audioId cannot be used together' };
    if (!byTrack && !byUrl) return { why: 'invalid', msg: 'Please enter taskId.' };
    if (byTrack && textOf(request, 'taskId') === '') return { why: 'invalid', msg: 'Please enter taskId.' };
    if (byTrack && textOf(request, 'audioId') === '') return { why: 'invalid', msg: 'Please enter audioId.' };
    if (typeOf(request) === 'split_stem_advanced' && textOf(request, 'stemName') === '') {
      return { why: 'invalid', msg: 'Please enter stemName.' };
    }
    return byTrack && parentTrack(request, context) === null ? { why: 'unknown-parent' } : null;
  },
  notes: (request) =>
    textOf(request, 'stemName') !== '' && typeOf(request) !== 'split_stem_advanced'
      ? ['"stemName" means something for the type split_stem_advanced only, and is ignored']
      : [],
  make: async (request, context) => {
    const upload = await source(request, context);
    const song: MediaFile['song'] = upload.song ?? { seed: context.taskId, seconds: 1, hasVocals: true };
    const type = typeOf(request);
    const track = parentTrack(request, context);
    const has = context.stemNames(song);
    const stems = stemsOf(type, textOf(request, 'stemName')).map(({ name, part }) => {
      const id = uuid(context.taskId, 'stem', name);
      // The page's example for this type has a raw blank in its URL; for the others none is known.
      const spelt = type === 'split_stem_advanced' ? name : name.replaceAll(' ', '_');
      const isSilent = !has.some((stem) => isHeardIn(part, stem));
      return { id, name, part, path: `/media/s/${id}_${spelt}.mp3`, seconds: song.seconds, isSilent };
    });
    return {
      content: {
        type,
        musicId: track?.id ?? null,
        musicIndex: track?.index ?? null,
        stems: stems.map(({ part: _part, ...stem }) => stem),
      },
      files: stems.map(({ path, part }) => ({ path, part, availableAt: ['complete'], song })),
      failure: upload.failure ?? undefined,
    };
  },
  // Two to three seconds at `MOCK_TIME_SCALE=1`; really thirty to ninety.
  stages: ({ taskId }) => [
    {
      name: 'complete',
      state: 'SUCCESS',
      afterMs: Math.round(2_000 + 1_000 * fraction(taskId, 'time')),
      failure: null,
      refund: false,
      callbacksAfterMs: [0],
    },
  ],
  failureCodes: (dialect) => codeTables[dialect].separation,
  failed: (options, { request, dialect }) => ({
    name: 'error',
    // Only states that successFlag has: of a music task's others, this is the nearest.
    state: SEPARATION_STATES.find((state) => state === options.state) ?? 'GENERATE_AUDIO_FAILED',
    failure: {
      code: options.code ?? codeTables[dialect].separation['generation-failed'],
      message: options.message ?? failureMessage(request),
    },
    refund: options.refund ?? false,
    callbacksAfterMs: [0],
  }),
  callback: (task, made, { stage, link, dialect }) => {
    const { separationContainer: container, separationDone } = dialectFacts[dialect];
    return {
      code: stage.failure?.code ?? 200,
      msg: stage.failure?.message ?? separationDone,
      data: { task_id: task.id, [container]: stage.failure ? null : inCallback(made, link) },
    };
  },
  record: (task, made, { link, dialect }) => ({
    taskId: task.id,
    ...(dialect === 'kie' ? { musicId: made.musicId, musicIndex: made.musicIndex } : { audioId: made.musicId }),
    callbackUrl: task.callBackUrl,
    createTime: task.acceptedAt,
    completeTime: task.completedAt,
    successFlag: task.state,
    response: task.reached === null ? null : inRecord(made, link, dialect),
    errorCode: task.failure?.code ?? null,
    errorMessage: task.failure?.message ?? null,
  }),
});
