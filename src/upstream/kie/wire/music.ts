import { z } from 'zod';
import * as read from './reading.ts';

/**
 * The music task model that add-vocals shares with generate, extend, cover, mashup and the rest: three stages,
 * one record-info. Source: docs.kie.ai, "Add Vocals to Music", "Get Music Task Details" and the callback pages.
 */
export const MUSIC_RECORD_PATH = '/api/v1/generate/record-info';

/** A track, in callbacks (snake_case) and records (camelCase). An id may be missing; the file is not lost with it. */
export const track = z.preprocess(
  (value) => {
    const row = read.record.parse(value);
    return {
      id: read.field(row, 'id', 'audioId', 'audio_id'),
      audioUrl: read.field(row, 'audioUrl', 'audio_url'),
      sourceAudioUrl: read.field(row, 'sourceAudioUrl', 'source_audio_url'),
      streamUrl: read.field(row, 'streamAudioUrl', 'stream_audio_url'),
      sourceStreamUrl: read.field(row, 'sourceStreamAudioUrl', 'source_stream_audio_url'),
      imageUrl: read.field(row, 'imageUrl', 'image_url'),
      sourceImageUrl: read.field(row, 'sourceImageUrl', 'source_image_url'),
      prompt: read.field(row, 'prompt'),
      model: read.field(row, 'modelName', 'model_name'),
      title: read.field(row, 'title'),
      tags: read.field(row, 'tags'),
      createTime: read.field(row, 'createTime', 'create_time'),
      duration: read.field(row, 'duration'),
    };
  },
  z.object({
    id: read.text.optional(),
    audioUrl: read.url.optional(),
    sourceAudioUrl: read.url.optional(),
    streamUrl: read.url.optional(),
    sourceStreamUrl: read.url.optional(),
    imageUrl: read.url.optional(),
    sourceImageUrl: read.url.optional(),
    prompt: read.text.optional(),
    model: read.text.optional(),
    title: read.text.optional(),
    tags: read.text.optional(),
    createTime: read.time.optional(),
    duration: read.number.optional(),
  }),
);
