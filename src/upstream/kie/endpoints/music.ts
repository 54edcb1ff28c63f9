import type { z } from 'zod';
import type { Music, MusicStage, Track } from '../../../domain/outputs/music.ts';
import { callbackTrack, MUSIC_RECORD_PATH, recordTrack } from '../wire/music.ts';
import * as read from '../wire/reading.ts';
import type { Family } from './family.ts';

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

const callbackTracks = read.listOf(callbackTrack);
const recordTracks = read.listOf(recordTrack);

const music = (stage: MusicStage | null, tracks: readonly Track[]): Music => ({ kind: 'music', stage, tracks });

const STAGES: Readonly<Record<string, MusicStage>> = {
  text: 'LYRICS',
  first: 'FIRST_TRACK',
  complete: 'COMPLETE',
  TEXT_SUCCESS: 'LYRICS',
  FIRST_SUCCESS: 'FIRST_TRACK',
  SUCCESS: 'COMPLETE',
};

const stageOf = (word: string | null): MusicStage | null => (word === null ? null : (STAGES[word] ?? null));

export const musicFamily: Family = {
  recordPath: MUSIC_RECORD_PATH,
  states: {
    TEXT_SUCCESS: 'progress',
    FIRST_SUCCESS: 'progress',
  },
  // `error` is missing from the provider's enum, but present in its examples.
  stages: { text: 'progress', first: 'progress', complete: 'succeeded', error: 'failed' },
  recordOutput: ({ sunoData }, state) => music(stageOf(state), recordTracks.parse(sunoData).map(fromRecord)),
  callbackOutput: ({ data }, stage) => music(stageOf(stage), callbackTracks.parse(data).map(fromCallback)),
};
