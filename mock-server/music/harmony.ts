import type { Random } from './random.ts';

/** A key: seven notes of an octave, and the chords that will be walked through, one per bar. */
export interface Key {
  name: string;
  /** Semitones above C of the first degree. */
  tonic: number;
  /** Semitones above the tonic of each of the seven degrees. */
  scale: readonly number[];
  /** Degrees (0 is the tonic) on which the chords of verse, chorus and bridge stand. */
  progressions: { verse: readonly number[]; chorus: readonly number[]; bridge: readonly number[] };
}

/** A chord as pitch classes, root first. */
export type Chord = readonly number[];

type Progression = readonly number[];

interface Mode {
  name: string;
  scale: readonly number[];
  progressions: readonly [Progression, ...Progression[]];
}

const TONICS = ['C', 'D♭', 'D', 'E♭', 'E', 'F', 'G♭', 'G', 'A♭', 'A', 'B♭', 'B'] as const;

const MODES: readonly [Mode, ...Mode[]] = [
  {
    name: 'major',
    scale: [0, 2, 4, 5, 7, 9, 11],
    progressions: [
      [0, 4, 5, 3],
      [5, 3, 0, 4],
      [0, 5, 3, 4],
      [0, 3, 5, 4],
      [0, 2, 3, 4],
      [3, 4, 2, 5],
    ],
  },
  {
    name: 'minor',
    scale: [0, 2, 3, 5, 7, 8, 10],
    progressions: [
      [0, 5, 2, 6],
      [0, 6, 5, 6],
      [0, 3, 5, 6],
      [5, 6, 0, 0],
      [0, 2, 6, 3],
    ],
  },
  {
    name: 'dorian',
    scale: [0, 2, 3, 5, 7, 9, 10],
    progressions: [
      [0, 3, 0, 6],
      [0, 6, 3, 0],
      [0, 2, 3, 6],
    ],
  },
];

export function chooseKey(random: Random): Key {
  const mode = random.pick(MODES);
  return keyOf(mode, random.int(0, 11), random);
}

const SHARPS = ['C', 'C#', 'D', 'D#', 'E', 'F', 'F#', 'G', 'G#', 'A', 'A#', 'B'];

/** The key of a name such as `C#` or `Am`; its chords are drawn. */
export function keyNamed(name: string, random: Random): Key {
  const wanted = name.endsWith('m') ? 'minor' : 'major';
  const mode = MODES.find((candidate) => candidate.name === wanted);
  const tonic = SHARPS.indexOf(name.replace(/m$/, ''));
  if (!mode || tonic < 0) throw new RangeError(`No key is named ${name}.`);
  return keyOf(mode, tonic, random);
}

function keyOf(mode: Mode, tonic: number, random: Random): Key {
  const draw = () => random.pick(mode.progressions);
  return {
    name: `${TONICS[tonic] ?? 'C'} ${mode.name}`,
    tonic,
    scale: mode.scale,
    progressions: { verse: draw(), chorus: draw(), bridge: draw() },
  };
}

/** Semitones above C of a degree; degrees run on below and above the octave. */
export function degreePitch(key: Key, degree: number): number {
  const octave = Math.floor(degree / 7);
  return key.tonic + 12 * octave + (key.scale[degree - 7 * octave] ?? 0);
}

/** Thirds stacked on a degree, so always inside the key: a triad, or a seventh chord. */
export function chordOn(key: Key, degree: number, size: 3 | 4 = 3): Chord {
  return Array.from({ length: size }, (_, third) => degreePitch(key, degree + 2 * third) % 12);
}

/** The pitch of a class that lies nearest to another pitch. */
export function nearest(pitchClass: number, pitch: number): number {
  const up = (((pitchClass - pitch) % 12) + 12) % 12;
  return up > 6 ? pitch + up - 12 : pitch + up;
}

/** A chord's notes gathered around a centre, low to high: neighbouring chords then move by small steps. */
export function voicing(chord: Chord, centre: number): readonly number[] {
  return chord.map((pitchClass) => nearest(pitchClass, centre)).toSorted((low, high) => low - high);
}

/** The degree of the key whose pitch is nearest. */
export function degreeAt(key: Key, pitch: number): number {
  const guess = Math.round(((pitch - key.tonic) * 7) / 12);
  const distance = (degree: number) => Math.abs(degreePitch(key, degree) - pitch);
  return [guess - 1, guess, guess + 1].reduce((best, degree) => (distance(degree) < distance(best) ? degree : best));
}
