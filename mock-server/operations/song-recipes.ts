import type { MediaFile } from '../core/task.ts';

/*
 * What becomes of one song in another: the music behind the operations.
 */

export type Song = MediaFile['song'];

/** Names of the two takes of a task: each is drawn from its own. */
export const takesOf = (taskId: string): readonly [string, string] => [`${taskId}:take-1`, `${taskId}:take-2`];

/** What a continuation adds, in seconds. */
const ADDED_SECONDS = 20;

/** The song, which goes on from a moment in it: in the same key and at the same pace. */
export const continued = (song: Song, from: number, seed: string): Song => {
  const seconds = from + ADDED_SECONDS;
  const edits = [...(song.edits ?? []), { from, to: seconds, seed, ends: true }];
  return { ...song, seconds, form: song.form ?? song.seconds, edits };
};

/** The song with one part played anew. */
export const replaced = (song: Song, from: number, to: number, seed: string): Song => ({
  ...song,
  form: song.form ?? song.seconds,
  edits: [...(song.edits ?? []), { from, to, seed, ends: false }],
});

/** The whole song, also where only some of its stems are left, played by another band: the tune stays. */
export const arranged = ({ only: _heard, ...song }: Song, band: string, hasVocals: boolean): Song => ({
  ...song,
  arrangement: { band, hasVocals },
});

/** The tune of one song over the band of the other, which follows it in key and pace. */
export const mashedUp = (tune: Song, band: Song, hasVocals: boolean): Song =>
  arranged(tune, band.arrangement?.band ?? band.seed, hasVocals);
