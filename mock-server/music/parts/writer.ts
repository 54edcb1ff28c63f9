import type { Random } from '../random.ts';
import type { Note } from '../score.ts';
import { type Bar, type Sketch, STEPS_PER_BAR } from '../sketch.ts';

/** Writes one stem's notes for a sketch. Draws from its own source, so that no stem changes another. */
export type Writer = (sketch: Sketch, random: Random) => readonly Note[];

/** A bar as sixteen characters, one per step: a dot is silence, and each part says what its other characters mean. */
export type Pattern = string;

/** The strokes of a pattern, as step and character. */
export function strokes(pattern: Pattern): readonly { step: number; mark: string }[] {
  return [...pattern].map((mark, step) => ({ step, mark })).filter(({ mark }) => mark !== '.');
}

/** A note on the grid: `steps` sixteenths long, ending a little early so that repeated notes stay distinct. */
export function noteAt(sketch: Sketch, bar: Bar, step: number, steps: number, pitch: number, velocity: number): Note {
  return { at: sketch.at(bar, step), seconds: sketch.step * (steps - 0.25), pitch, velocity };
}

/** Steps until the next stroke, or until the bar is over. */
export function stepsUntilNext(pattern: Pattern, step: number): number {
  const next = strokes(pattern).find((stroke) => stroke.step > step);
  return (next?.step ?? STEPS_PER_BAR) - step;
}
