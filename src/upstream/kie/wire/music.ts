import { z } from 'zod';
import * as read from './reading.ts';

/**
 * The music task model that add-vocals shares with generate, extend, cover, mashup and the rest: three stages,
 * one record-info. Source: docs.kie.ai, "Add Vocals to Music", "Get Music Task Details" and the callback pages.
 */
export const ADD_VOCALS_CREATE_PATH = '/api/v1/generate/add-vocals';
export const MUSIC_RECORD_PATH = '/api/v1/generate/record-info';

const weight = z.number().min(0).max(1).multipleOf(0.01);

/** The add-vocals request we send; without `lyrics`, which only one dialect has. */
export const addVocalsRequest = z.strictObject({
  uploadUrl: z.url(),
  prompt: z.string(),
  title: z.string(),
  style: z.string(),
  negativeTags: z.string(),
  callBackUrl: z.url(),
  model: z.string(),
  vocalGender: z.enum(['m', 'f']).optional(),
  styleWeight: weight.optional(),
  weirdnessConstraint: weight.optional(),
  audioWeight: weight.optional(),
});
export type AddVocalsRequest = z.infer<typeof addVocalsRequest>;

/** A track in a callback (snake_case). */
export const callbackTrack = z.object({
  id: read.text.pipe(z.string()),
  audio_url: read.url.optional(),
  source_audio_url: read.url.optional(),
  stream_audio_url: read.url.optional(),
  source_stream_audio_url: read.url.optional(),
  image_url: read.url.optional(),
  source_image_url: read.url.optional(),
  prompt: read.text.optional(),
  model_name: read.text.optional(),
  title: read.text.optional(),
  tags: read.text.optional(),
  createTime: read.time.optional(),
  duration: read.number.optional(),
});

/** A track in record-info (camelCase). */
export const recordTrack = z.object({
  id: read.text.pipe(z.string()),
  audioUrl: read.url.optional(),
  sourceAudioUrl: read.url.optional(),
  streamAudioUrl: read.url.optional(),
  sourceStreamAudioUrl: read.url.optional(),
  imageUrl: read.url.optional(),
  sourceImageUrl: read.url.optional(),
  prompt: read.text.optional(),
  modelName: read.text.optional(),
  title: read.text.optional(),
  tags: read.text.optional(),
  createTime: read.time.optional(),
  duration: read.number.optional(),
});

/**
 * A music callback. `callbackType` is `text`, `first`, `complete`, or `error`, which is missing from the provider's enum
 * but present in its examples. `data.data` is a list, null, or partial, by stage and page.
 */
export const musicCallback = z.object({
  code: read.code.optional(),
  msg: read.text.optional(),
  data: z.preprocess(
    (data) => data ?? {},
    z.object({ callbackType: read.text.optional(), data: read.listOf(callbackTrack).optional() }),
  ),
});

/** `data` of `GET record-info`. `param` is the request as a JSON string, callback URL included. */
export const musicRecord = z.object({
  taskId: read.text.optional(),
  param: read.text.optional(),
  status: read.text.optional(),
  response: z.preprocess(
    (response) => read.record.parse(response) ?? {},
    z.object({ sunoData: read.listOf(recordTrack).optional() }),
  ),
  errorCode: read.code.optional(),
  errorMessage: read.text.optional(),
});
