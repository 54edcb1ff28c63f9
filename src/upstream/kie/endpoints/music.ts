import type { Music, MusicStage, Track } from '../../../domain/outputs/music.ts';
import { trackRows, tracksOf } from '../tracks.ts';
import { MUSIC_RECORD_PATH } from '../wire/music.ts';
import * as read from '../wire/reading.ts';
import type { Family } from './family.ts';

/*
 * The reports that all music operations share: three stages, one record.
 */

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
    music(stageOf(state), tracksOf(trackRows(read.rows(read.field(response, 'sunoData', 'suno_data', 'data'))))),
  callbackOutput: ({ data }, stage) => music(stageOf(stage), tracksOf(trackRows(read.rows(data)))),
};
