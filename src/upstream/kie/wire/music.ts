import * as read from './reading.ts';

/**
 * The music task model that add-vocals shares with generate, extend, cover, mashup and the rest: three stages,
 * one record-info. Source: docs.kie.ai, "Add Vocals to Music", "Get Music Task Details" and the callback pages.
 */
export const MUSIC_RECORD_PATH = '/api/v1/generate/record-info';

/**
 * A track, in callbacks (snake_case) and records (camelCase); null for what is missing. An id may be missing; the file is
 * not lost with it.
 */
export interface TrackRow {
  readonly id: string | null;
  readonly audioUrl: string | null;
  readonly sourceAudioUrl: string | null;
  readonly streamUrl: string | null;
  readonly sourceStreamUrl: string | null;
  readonly imageUrl: string | null;
  readonly sourceImageUrl: string | null;
  readonly prompt: string | null;
  readonly model: string | null;
  readonly title: string | null;
  readonly tags: string | null;
  readonly createTime: number | null;
  readonly duration: number | null;
}

/** Reads a track. Any other value reads as a track without fields. */
export const readTrackRow = (value: unknown): TrackRow => {
  const row = read.toRecord(value);
  return {
    id: read.toText(read.field(row, 'id', 'audioId', 'audio_id')),
    audioUrl: read.toUrl(read.field(row, 'audioUrl', 'audio_url')),
    sourceAudioUrl: read.toUrl(read.field(row, 'sourceAudioUrl', 'source_audio_url')),
    streamUrl: read.toUrl(read.field(row, 'streamAudioUrl', 'stream_audio_url')),
    sourceStreamUrl: read.toUrl(read.field(row, 'sourceStreamAudioUrl', 'source_stream_audio_url')),
    imageUrl: read.toUrl(read.field(row, 'imageUrl', 'image_url')),
    sourceImageUrl: read.toUrl(read.field(row, 'sourceImageUrl', 'source_image_url')),
    prompt: read.toText(row?.['prompt']),
    model: read.toText(read.field(row, 'modelName', 'model_name')),
    title: read.toText(row?.['title']),
    tags: read.toText(row?.['tags']),
    createTime: read.toTime(read.field(row, 'createTime', 'create_time')),
    duration: read.toNumber(row?.['duration']),
  };
};
