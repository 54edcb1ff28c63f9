import type { z } from 'zod';
import type { Music, MusicStage, Track } from '../../../domain/outputs/music.ts';
import type { ProviderRecord } from '../../../domain/ports/provider.ts';
import type { Report } from '../../../domain/tasks/lifecycle/transition.ts';
import type { Dialect } from '../wire/dialects.ts';
import { type callbackTrack, musicCallback, musicRecord, type recordTrack } from '../wire/music.ts';
import * as read from '../wire/reading.ts';
import { failed, verdictOf } from './failure.ts';

/*
 * The reports that all music operations share: three stages, one record. Where the provider has several URLs for a
 * file, its own copy wins over the origin's, which is deprecated and may be gone (provider.md, 12.20 and quirk 8).
 */

const fromCallback = (track: z.infer<typeof callbackTrack>): Track => ({
  audioId: track.id,
  title: track.title ?? null,
  tags: track.tags ?? null,
  lyrics: track.prompt ?? null,
  model: track.model_name ?? null,
  duration: track.duration ?? null,
  audioUrl: track.audio_url ?? track.source_audio_url ?? null,
  streamUrl: track.stream_audio_url ?? track.source_stream_audio_url ?? null,
  imageUrl: track.image_url ?? track.source_image_url ?? null,
  createdAt: track.createTime ?? null,
});

const fromRecord = (track: z.infer<typeof recordTrack>): Track => ({
  audioId: track.id,
  title: track.title ?? null,
  tags: track.tags ?? null,
  lyrics: track.prompt ?? null,
  model: track.modelName ?? null,
  duration: track.duration ?? null,
  audioUrl: track.audioUrl ?? track.sourceAudioUrl ?? null,
  streamUrl: track.streamAudioUrl ?? track.sourceStreamAudioUrl ?? null,
  imageUrl: track.imageUrl ?? track.sourceImageUrl ?? null,
  createdAt: track.createTime ?? null,
});

const music = (stage: MusicStage | null, tracks: readonly Track[]): Music => ({ kind: 'music', stage, tracks });

/** A music callback. An unknown stage tells nothing; one that carries another code than 200 tells of a failure. */
export const readMusicCallback = (body: unknown, dialect: Dialect): Report => {
  const callback = musicCallback.safeParse(body).data;
  if (callback === undefined) return { state: 'pending' };
  const { code, msg, data } = callback;
  const tracks = (data.data ?? []).map(fromCallback);
  const stage = data.callbackType?.toLowerCase();
  const verdict = verdictOf(code ?? 200);
  if (verdict === 'running') return { state: 'pending' };
  if (verdict === 'no' || stage === 'error') {
    return failed(dialect, { code: code ?? null, message: msg ?? null });
  }
  if (stage === 'text') return { state: 'progress', output: music('LYRICS', tracks) };
  if (stage === 'first') return { state: 'progress', output: music('FIRST_TRACK', tracks) };
  if (stage === 'complete') return { state: 'succeeded', output: music('COMPLETE', tracks), at: null };
  return { state: 'pending' };
};

/** The callback URL within `param`, the request that the record echoes as a JSON string. */
const callbackUrlIn = (param: string | null | undefined): string | null => {
  try {
    const request = read.record.parse(JSON.parse(param ?? 'null'));
    return read.text.parse(request?.['callBackUrl']);
  } catch {
    // Not JSON: an echo that cannot be held against us.
    return null;
  }
};

const readState = (record: z.infer<typeof musicRecord>, dialect: Dialect): Report => {
  const tracks = (record.response.sunoData ?? []).map(fromRecord);
  const words = { code: record.errorCode ?? null, message: record.errorMessage ?? null };
  switch (record.status?.toUpperCase()) {
    case 'TEXT_SUCCESS':
      return { state: 'progress', output: music('LYRICS', tracks) };
    case 'FIRST_SUCCESS':
      return { state: 'progress', output: music('FIRST_TRACK', tracks) };
    case 'SUCCESS':
      return { state: 'succeeded', output: music('COMPLETE', tracks), at: null };
    case 'CALLBACK_EXCEPTION':
      return { state: 'undelivered', output: music(null, tracks) };
    case 'SENSITIVE_WORD_ERROR':
      return failed(dialect, { ...words, kind: 'SENSITIVE_CONTENT' });
    case 'CREATE_TASK_FAILED':
    case 'GENERATE_AUDIO_FAILED':
      return failed(dialect, words);
    default:
      return { state: 'pending' };
  }
};

export const readMusicRecord = (data: unknown, dialect: Dialect): ProviderRecord => {
  const record = musicRecord.safeParse(data).data;
  if (record === undefined) return { report: { state: 'pending' }, callbackUrl: null };
  return { report: readState(record, dialect), callbackUrl: callbackUrlIn(record.param) };
};
