import { z } from 'zod';
import { MUSIC_RECORD_PATH } from '../../src/upstream/kie/wire/music.ts';
import type { JsonObject } from '../core/json.ts';
import { fraction, uuid } from '../core/random.ts';
import type { FailureOptions, MediaFile, Stage, Task } from '../core/task.ts';
import { codeTables, failureMessages } from '../dialect/codes.ts';
import type { FailContext, Made, MakeContext, OperationSpec, StageContext, TellContext } from './operation.ts';

/**
 * The task model that add-vocals shares with generate, extend, cover, mashup and the rest: stages text, first and
 * complete, two tracks, one record-info. Source: docs.kie.ai, "Get Music Task Details" and the callback pages.
 */

/** Credits of everything on this model, as measured by clients in October 2026. */
export const MUSIC_PRICE = 12;

/** Request fields that every operation of this model takes. */
const weight = { type: 'number', range: [0, 1], step: 0.01 } as const;
export const weights = { styleWeight: weight, weirdnessConstraint: weight, audioWeight: weight };

const trackContent = z.object({
  id: z.string(),
  prompt: z.string(),
  title: z.string(),
  tags: z.string(),
  seconds: z.number(),
});
export const musicContent = z.object({
  model: z.string(),
  operationType: z.string(),
  tracks: z.array(trackContent),
});
export type MusicContent = z.infer<typeof musicContent>;
type TrackContent = z.infer<typeof trackContent>;

/**
 * Model codes of records, which are not the names that requests use. Four were seen on the wire: `chirp-v4`,
 * `chirp-auk-turbo`, `chirp-crow` and `chirp-fenix`. The rest are guesses in their manner.
 */
const MODEL_CODES: Readonly<Record<string, string>> = {
  V4: 'chirp-v4',
  V4_5: 'chirp-auk',
  V4_5PLUS: 'chirp-bluejay',
  V4_5ALL: 'chirp-auk-turbo',
  V5: 'chirp-crow',
  V5_5: 'chirp-fenix',
};
const modelCode = (model: string): string => MODEL_CODES[model] ?? `chirp-${model.toLowerCase().replace('_', '-')}`;

/** Milliseconds after the purchase at `MOCK_TIME_SCALE=1`: about a twentieth of the real thing. */
const STAGE_TIMES = { text: 1_000, first: 2_500, complete: 4_000 } as const;
const STAGE_NAMES = ['text', 'first', 'complete'] as const;
const STATES = { text: 'TEXT_SUCCESS', first: 'FIRST_SUCCESS', complete: 'SUCCESS' } as const;

/** The three stages, each up to a twentieth late or early; how much follows from the task's id. */
export const musicStages = ({ taskId }: MakeContext): readonly Stage[] =>
  STAGE_NAMES.map((name) => ({
    name,
    state: STATES[name],
    afterMs: Math.round(STAGE_TIMES[name] * (0.95 + fraction(taskId, 'time') / 10)),
    failure: null,
    refund: false,
    callbacksAfterMs: [0],
  }));

/** The failing stage of this model: a callback of type `error`. */
const musicFailed = (options: FailureOptions, { dialect }: FailContext): Omit<Stage, 'afterMs'> => ({
  name: 'error',
  state: options.state ?? 'GENERATE_AUDIO_FAILED',
  failure: {
    code: options.code ?? codeTables[dialect].music['generation-failed'],
    message: options.message ?? failureMessages['generation-failed'],
  },
  refund: options.refund ?? false,
  callbacksAfterMs: [0],
});

export interface MusicPlan {
  readonly operationType: string;
  readonly model: string;
  readonly title: string;
  readonly prompt: string;
  readonly tags: string;
  /** A song per track. */
  readonly songs: readonly MediaFile['song'][];
}

const mix = (id: string): string => `/media/r/${id}.mp3`;
const stream = (id: string): string => `/media/stream/${id}`;
const cover = (id: string): string => `/media/${id}.jpeg`;

/** How much of a track is known at a stage: at `text` it can be streamed at most, from `first` on number one is done. */
export const isTrackDone = (index: number, reached: string | null): boolean =>
  reached === 'complete' || (reached === 'first' && index === 0);

/** Tracks and their files. Ids come from the task's id, so they are the same for the same seed and calls. */
export const makeTracks = (taskId: string, plan: MusicPlan): Made<MusicContent> => {
  const tracks = plan.songs.map((song, index) => ({
    id: uuid(taskId, 'track', index),
    prompt: plan.prompt,
    title: plan.title,
    tags: plan.tags,
    seconds: song.seconds,
  }));
  const files = tracks.flatMap(({ id }, index) => {
    const song = plan.songs[index] ?? { seed: id, seconds: 1, hasVocals: true };
    const done = STAGE_NAMES.filter((stage) => isTrackDone(index, stage));
    return [
      { path: mix(id), part: 'mix', availableAt: done, song },
      // From the text stage on, records link to the stream and to the cover.
      { path: stream(id), part: 'mix', availableAt: STAGE_NAMES, song },
      { path: cover(id), part: 'cover', availableAt: STAGE_NAMES, song },
    ];
  });
  return { content: { model: plan.model, operationType: plan.operationType, tracks }, files };
};

/** A track that has its file. */
export interface FinishedTrack {
  readonly track: TrackContent;
  /** The model that made it, as requests name it. */
  readonly model: string;
  readonly song: MediaFile['song'];
}

/** The finished track with an id; null where no task here has made it, or not yet. */
export const finishedTrack = (audioId: string, context: MakeContext): FinishedTrack | null => {
  const found = context.file(mix(audioId));
  const made = found && musicContent.safeParse(found.task.content);
  if (!found || !made?.success) return null;
  const index = made.data.tracks.findIndex(({ id }) => id === audioId);
  const track = made.data.tracks[index];
  if (!track || !isTrackDone(index, found.task.reached)) return null;
  return { track, model: made.data.model, song: found.file.song };
};

/** `YYYY-MM-DD HH:mm:ss` without a zone, as callbacks spell time. */
const zoneless = (at: number): string => new Date(at).toISOString().slice(0, 19).replace('T', ' ');

/** The callbacks of covers and of continuations of uploads have pages, and spellings, of their own. */
const isOfUpload = ({ operationType }: MusicContent): boolean =>
  operationType === 'upload_cover' || operationType === 'upload_extend';

const callbackTrack = (track: TrackContent, task: Task, content: MusicContent, context: TellContext): JsonObject => {
  const { link } = context;
  const sources = context.dialect === 'sunoapi' || isOfUpload(content);
  return {
    id: track.id,
    audio_url: link(mix(track.id)),
    ...(sources ? { source_audio_url: link(mix(track.id)) } : {}),
    stream_audio_url: link(stream(track.id)),
    ...(sources ? { source_stream_audio_url: link(stream(track.id)) } : {}),
    image_url: link(cover(track.id)),
    ...(sources ? { source_image_url: link(cover(track.id)) } : {}),
    prompt: track.prompt,
    model_name: modelCode(content.model),
    title: track.title,
    tags: track.tags,
    createTime: zoneless(task.acceptedAt),
    duration: track.seconds,
  };
};

const MESSAGES: Readonly<Record<string, string>> = {
  text: 'Text generation completed successfully.',
  first: 'First track generated successfully.',
  complete: 'All generated successfully.',
};

const failedData = (content: MusicContent) => (isOfUpload(content) ? [] : null);

export const musicCallback = (task: Task, content: MusicContent, context: StageContext): JsonObject => {
  const { name, failure } = context.stage;
  const tracks = content.tracks.filter((_track, index) => name !== 'text' && isTrackDone(index, name));
  return {
    code: failure?.code ?? 200,
    msg: failure?.message ?? MESSAGES[name] ?? 'success',
    data: {
      callbackType: name,
      task_id: task.id,
      data: failure ? failedData(content) : tracks.map((track) => callbackTrack(track, task, content, context)),
    },
  };
};

const recordTrack = (
  track: TrackContent,
  index: number,
  task: Task,
  model: string,
  { link }: TellContext,
): JsonObject => {
  const done = isTrackDone(index, task.reached);
  return {
    id: track.id,
    // "" and not null before the file exists: seen on the wire at TEXT_SUCCESS.
    audioUrl: done ? link(mix(track.id)) : '',
    sourceAudioUrl: done ? link(mix(track.id)) : null,
    streamAudioUrl: link(stream(track.id)),
    sourceStreamAudioUrl: link(stream(track.id)),
    imageUrl: link(cover(track.id)),
    sourceImageUrl: link(cover(track.id)),
    prompt: track.prompt,
    modelName: modelCode(model),
    title: track.title,
    tags: track.tags,
    createTime: task.acceptedAt,
    duration: done ? track.seconds : null,
  };
};

export const musicRecord = (task: Task, content: MusicContent, context: TellContext): JsonObject => ({
  taskId: task.id,
  parentMusicId: '',
  param: JSON.stringify(task.request),
  response:
    task.reached === null
      ? null
      : {
          taskId: task.id,
          sunoData: content.tracks.map((track, index) => recordTrack(track, index, task, content.model, context)),
        },
  status: task.state,
  type: modelCode(content.model),
  operationType: content.operationType,
  errorCode: task.failure?.code ?? null,
  errorMessage: task.failure?.message ?? null,
  createTime: task.acceptedAt,
});

/** What all operations of this model have in common; each adds its path, its fields and what it makes of them. */
export const musicModel = {
  recordPath: MUSIC_RECORD_PATH,
  stages: musicStages,
  failed: musicFailed,
  content: musicContent,
  callback: musicCallback,
  record: musicRecord,
} satisfies Partial<OperationSpec<MusicContent>>;
