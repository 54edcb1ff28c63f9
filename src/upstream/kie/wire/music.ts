import { z } from 'zod';
import * as read from './reading.ts';

/**
 * The music task model that add-vocals shares with generate, extend, cover, mashup and the rest: three stages,
 * one record-info. Source: docs.kie.ai, "Add Vocals to Music", "Get Music Task Details" and the callback pages.
 */
export const MUSIC_RECORD_PATH = '/api/v1/generate/record-info';

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
