import type { STEM_KEYS } from '../../src/upstream/kie/wire/separation.ts';

/**
 * The twelve stems that the provider's callbacks name. `Instrumental` is a sum of stems, not one of them, and `Piano`
 * has no published group name.
 */
export type StemName = Exclude<(typeof STEM_KEYS)[number]['group'], 'Instrumental' | 'Piano'>;

/** One sound of one stem. */
export interface Note {
  /** Seconds from the start of the song. */
  at: number;
  /** Seconds until the note is let go; a ring or a breath may follow. */
  seconds: number;
  /** MIDI note number; for drums and percussion, the General MIDI drum. */
  pitch: number;
  /** Loudness, from 0 to 1. */
  velocity: number;
  /** What else the instrument should know: which syllable a voice sings. Zero by default. */
  colour?: number;
}

/** One instrument's or voice's notes, in the order of their start. */
export interface Stem {
  name: StemName;
  notes: readonly Note[];
}

/** A composed piece: data only, so that it can be composed again from its seed for each file that is fetched. */
export interface Song {
  seconds: number;
  /** Of the quarter note, per minute. */
  tempo: number;
  /** For people, such as `D minor`. */
  key: string;
  /** In the order in which the provider lists stems. */
  stems: readonly Stem[];
}

/** What can be rendered: everything, all voices, everything else, everything without one stem, or a single stem. */
export type Part = 'mix' | 'voices' | 'instrumental' | `No ${StemName}` | StemName;

const VOICES: ReadonlySet<string> = new Set(['Vocals', 'Backing Vocals']);

/** Whether a stem is heard in a part. */
export function isHeardIn(part: string, stem: string): boolean {
  if (part === 'mix') return true;
  if (part === 'voices') return VOICES.has(stem);
  if (part === 'instrumental') return !VOICES.has(stem);
  return part.startsWith('No ') ? `No ${stem}` !== part : stem === part;
}

/** The stems whose sum a part is. Empty for a stem that the song does not have. */
export function stemsOf(song: Song, part: Part): readonly Stem[] {
  return song.stems.filter((stem) => isHeardIn(part, stem.name));
}
