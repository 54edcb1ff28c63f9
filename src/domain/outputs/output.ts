import { isLaterStage, type Music, type MusicStage, mergeMusic, type Track } from './music.ts';
import type { Separation } from './separation.ts';

/** What a task yields, by kind. A new kind of result is a file beside this one and a line in each function here. */
export type Output = Separation | Music;

const hasAudio = (track: Track): boolean => track.audioUrl !== null;

/** Progress laid over what is known. Reports of another kind than the task's own change nothing. */
export const mergeOutput = (known: Output, reported: Output): Output => {
  if (known.kind === 'music' && reported.kind === 'music') return mergeMusic(known, reported);
  // A separation shows nothing before its end, so there is nothing to merge.
  return known;
};

/** The last word: what the provider's record holds at the end replaces all that was shown before. */
export const finalOutput = (reported: Output): Output =>
  reported.kind === 'music' ? { ...reported, stage: 'COMPLETE' } : reported;

/** What the provider calls done, while files of it are still missing. */
export const partialOutput = (reported: Output): Output =>
  reported.kind === 'music' ? { ...reported, stage: hasFiles(reported) ? 'FIRST_TRACK' : null } : reported;

/** Whether at least one file can be fetched. */
export const hasFiles = (output: Output): boolean =>
  output.kind === 'music' ? output.tracks.some(hasAudio) : output.stems.length > 0;

/** Whether a track is one of these; null where none is known yet, or none will be. */
export const hasTrack = (output: Output, audioId: string): boolean | null =>
  output.kind === 'music' && output.tracks.length > 0 ? output.tracks.some((track) => track.audioId === audioId) : null;

/** The stage that is reached by `next` and was not by `known`; null when none is. */
export const stageReached = (known: Output, next: Output): MusicStage | null =>
  known.kind === 'music' && next.kind === 'music' && isLaterStage(next.stage, known.stage) ? next.stage : null;

/** Whether every part that the provider lists has its file. */
export const isWhole = (output: Output): boolean =>
  output.kind === 'music' ? output.tracks.length > 0 && output.tracks.every(hasAudio) : output.stems.length > 0;

/**
 * Whether the files alone prove the end, without the provider saying so. Music comes as a pair; a single track may
 * just be the first. Stems come all at once.
 */
export const isSurelyWhole = (output: Output): boolean =>
  isWhole(output) && (output.kind !== 'music' || output.tracks.length >= 2);
