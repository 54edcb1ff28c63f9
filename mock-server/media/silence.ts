import type { MediaFile } from '../core/task.ts';

/** Seconds that a stem lasts which was named only because a scenario wanted more stems than the song has. */
const SECONDS = 10;
const PREFIX = '/media/silence/';

/** Where a silent file can be fetched: the stem is named in it, as in any stem's file name. */
export const silencePath = (taskId: string, stem: string): string =>
  `${PREFIX}${taskId}_${stem.replaceAll(' ', '_')}.mp3`;

/** The silent file at a path; undefined for any other path. */
export const silentFile = (path: string): MediaFile | undefined =>
  path.startsWith(PREFIX)
    ? { path, part: 'silence', song: { seed: 'silence', seconds: SECONDS, hasVocals: false } }
    : undefined;
