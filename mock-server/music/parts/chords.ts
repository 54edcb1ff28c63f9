import { voicing } from '../harmony.ts';
import type { Note } from '../score.ts';
import { noteAt, type Pattern, stepsUntilNext, strokes, type Writer } from './writer.ts';

/** `d` strokes down, `u` up. */
const STRUMS: readonly [Pattern, ...Pattern[]] = [
  'd...d.u...u.d.u.',
  'd.....d...u.d...',
  'd..ud..ud..ud.u.',
  'd.......d.u.....',
];

/** Guitar: chords strummed string after string; picked one by one where the song is quiet. */
export const writeGuitar: Writer = (sketch, random) => {
  const strum = random.pick(STRUMS);
  const picks = random.chance(0.5);

  return sketch.bars.flatMap((bar) => {
    const shape = voicing(bar.chord, 55);
    const [bass = 48] = shape;
    const strings = [bass - 12, ...shape, bass + 12];
    if (bar.section === 'ending') return strings.map((pitch, index) => struck(bar, 0, 15, pitch, 0.9, index * 0.03));
    if (picks && bar.section !== 'chorus') {
      const order = [0, 2, 1, 3, 4, 2, 3, 1];
      return order.map((string, index) =>
        noteAt(sketch, bar, index * 2, 6, strings[string % strings.length] ?? bass, index % 4 === 0 ? 0.9 : 0.7),
      );
    }
    return strokes(strum).flatMap(({ step, mark }) => {
      const order = mark === 'u' ? strings.slice(2).toReversed() : strings;
      return order.map((pitch, index) => struck(bar, step, 4, pitch, mark === 'u' ? 0.6 : 0.85, index * 0.012));
    });
  });

  function struck(
    bar: Parameters<typeof noteAt>[1],
    step: number,
    steps: number,
    pitch: number,
    v: number,
    late: number,
  ) {
    const note = noteAt(sketch, bar, step, steps, pitch, v);
    return { ...note, at: note.at + Math.min(late, sketch.step) };
  }
};

const COMPS: readonly [Pattern, ...Pattern[]] = [
  'x.......x.......',
  'x..x..x.....x...',
  'x.....x.......x.',
  'x...x...x...x...',
];

/** Keyboard: chords in the middle, held or pushed; fuller in the chorus. */
export const writeKeyboard: Writer = (sketch, random) => {
  const calm = random.pick(COMPS);
  const busy = random.pick(COMPS);

  return sketch.bars.flatMap((bar) => {
    const chord = voicing(bar.chord, 62);
    const pattern = bar.section === 'ending' ? 'x...............' : bar.section === 'chorus' ? busy : calm;
    return strokes(pattern).flatMap(({ step }) =>
      chord.map((pitch) =>
        noteAt(sketch, bar, step, Math.min(8, stepsUntilNext(pattern, step)), pitch, step === 0 ? 0.9 : 0.7),
      ),
    );
  });
};

/** Strings: a chord per bar, bow to bow; the top voice rises an octave for the chorus. */
export const writeStrings: Writer = (sketch) =>
  sketch.bars.flatMap((bar) => {
    const chord = voicing(bar.chord, 64);
    const [root = 64] = chord;
    const pitches = bar.section === 'chorus' ? [...chord, root + 12] : chord;
    return pitches.map((pitch) => noteAt(sketch, bar, 0, 16, pitch, bar.section === 'intro' ? 0.6 : 0.8));
  });

/** Backing vocals: two or three voices on the chord behind chorus and bridge, one behind the verse's second half. */
export const writeBackingVocals: Writer = (sketch) =>
  sketch.bars.flatMap((bar) => {
    const chord = voicing(bar.chord, 65).slice(0, 3);
    const isFull = bar.section !== 'verse' && bar.section !== 'intro';
    const singers = isFull ? chord : bar.section === 'verse' && bar.inSection >= 2 ? chord.slice(-1) : [];
    return singers.map((pitch) => noteAt(sketch, bar, 0, 15, pitch, 0.8));
  });

const STABS: readonly [Pattern, ...Pattern[]] = [
  'x..x..x.........',
  '..........x.x...',
  'x.....xx........',
  '......x...x.....',
];

/** Brass: short chords that answer the singer, a long one to lead into each section. */
export const writeBrass: Writer = (sketch, random) => {
  const stabs = random.pick(STABS);

  return sketch.bars.flatMap((bar): readonly Note[] => {
    const chord = voicing(bar.chord, 62);
    if (bar.section === 'ending') return chord.map((pitch) => noteAt(sketch, bar, 0, 12, pitch, 0.9));
    if (bar.closes) return chord.map((pitch) => noteAt(sketch, bar, 8, 8, pitch, 0.75));
    if (bar.section === 'verse' && bar.inSection % 2 === 0) return [];
    return strokes(stabs).flatMap(({ step }) => chord.map((pitch) => noteAt(sketch, bar, step, 2, pitch, 0.85)));
  });
};
