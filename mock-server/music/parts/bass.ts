import { nearest } from '../harmony.ts';
import { noteAt, type Pattern, stepsUntilNext, strokes, type Writer } from './writer.ts';

/** `r` root, `f` fifth, `o` octave, `t` third. */
const LINES: readonly [Pattern, ...Pattern[]] = [
  'r.....r.r.....f.',
  'r...r...r...r...',
  'r.r.r.r.r.r.o.f.',
  'r..r..r...o..f..',
  'r.......f.......',
  'r..o..r.f..o..r.',
];

const CENTRE = 40;

/** Bass: roots, fifths and octaves of the bar's chord; one line for verses, another for the rest. */
export const writeBass: Writer = (sketch, random) => {
  const verse = random.pick(LINES);
  const chorus = random.pick(LINES);

  return sketch.bars.flatMap((bar) => {
    const [root = 0, third = root, fifth = root] = bar.chord;
    const low = nearest(root, CENTRE);
    if (bar.section === 'ending') return [noteAt(sketch, bar, 0, 14, low, 0.9)];

    const line = bar.section === 'chorus' || bar.section === 'bridge' ? chorus : verse;
    const pitches: Readonly<Record<string, number>> = {
      f: nearest(fifth, low + 3),
      o: low + 12,
      t: nearest(third, low + 3),
    };
    return strokes(line).map(({ step, mark }) => {
      const steps = Math.min(6, stepsUntilNext(line, step));
      return noteAt(sketch, bar, step, steps, pitches[mark] ?? low, step === 0 ? 1 : 0.8);
    });
  });
};
