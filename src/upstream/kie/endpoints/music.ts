import { createHash } from 'node:crypto';
import type { z } from 'zod';
import { MAX_TRACKS, type Music, type MusicStage, standInId, type Track } from '../../../domain/outputs/music.ts';
import { MUSIC_RECORD_PATH, track } from '../wire/music.ts';
import * as read from '../wire/reading.ts';
import type { Family } from './family.ts';

/*
 * The reports that all music operations share: three stages, one record. Where the provider has several URLs for a
 * file, its own copy wins over the origin's, which is deprecated and may be gone (provider.md, 12.20 and quirk 8).
 */

type Row = z.infer<typeof track>;

const fileOf = (row: Row): string | null => row.audioUrl ?? row.sourceAudioUrl ?? null;

const toTrack = (row: Row, audioId: string): Track => ({
  audioId,
  title: row.title ?? null,
  tags: row.tags ?? null,
  lyrics: row.prompt ?? null,
  model: row.model ?? null,
  duration: row.duration ?? null,
  audioUrl: fileOf(row),
  streamUrl: row.streamUrl ?? row.sourceStreamUrl ?? null,
  imageUrl: row.imageUrl ?? row.sourceImageUrl ?? null,
  createdAt: row.createTime ?? null,
});

/** An id for a file whose own is missing, or is that of another file: the same for the same URL. */
const standIn = (url: string): string => standInId(createHash('sha256').update(url).digest('hex').slice(0, 24));

/** Every file once, by its URL; rows without a file by their id. A row with neither is nothing to show. */
const tracksOf = (rows: readonly unknown[]): Track[] => {
  const tracks = new Map<string, Track>();
  const files = new Set<string>();
  for (const value of rows.slice(0, MAX_TRACKS)) {
    const row = track.parse(value);
    const file = fileOf(row);
    const isKnown = row.id !== null && row.id !== undefined && tracks.has(row.id);
    if (file === null) {
      if (row.id && !isKnown) tracks.set(row.id, toTrack(row, row.id));
    } else if (!files.has(file)) {
      files.add(file);
      const isFree = !isKnown || tracks.get(row.id ?? '')?.audioUrl === null;
      const id = row.id && isFree ? row.id : standIn(file);
      tracks.set(id, toTrack(row, id));
    }
  }
  return [...tracks.values()];
};

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
  // Records of music have no time of completion; their tracks say when they were begun.
  madeAt: (output) => {
    const times = output.kind === 'music' ? output.tracks.map(({ createdAt }) => createdAt ?? 0) : [];
    return Math.max(0, ...times) || null;
  },
  // `error` is missing from the provider's enum, but present in its examples.
  stages: { text: 'progress', first: 'progress', complete: 'succeeded', error: 'failed' },
  recordOutput: (response, state) =>
    music(stageOf(state), tracksOf(read.rows(read.field(response, 'sunoData', 'suno_data', 'data')))),
  callbackOutput: ({ data }, stage) => music(stageOf(stage), tracksOf(read.rows(data))),
};
