import { type Chord, chooseKey, chordOn, type Key, keyNamed } from './harmony.ts';
import type { Random } from './random.ts';

export type Section = 'intro' | 'verse' | 'chorus' | 'bridge' | 'ending';

/** One bar of four quarters, divided into sixteen steps. */
export interface Bar {
  index: number;
  section: Section;
  /** Bars since the section began. */
  inSection: number;
  /** The last bar before another section: where fills and breaths go. */
  closes: boolean;
  chord: Chord;
}

/** What stays the same however long a song goes on. */
interface Manner {
  key: Key;
  /** Seconds of a sixteenth. */
  step: number;
  /** By how much of a step every second step is late. */
  swing: number;
  /** Notes in a chord. */
  chordSize: 3 | 4;
}

/** What all players agree on before the first note: key, pace, form. */
export interface Sketch extends Manner {
  /** Of the quarter note, per minute. */
  tempo: number;
  bars: readonly Bar[];
  /** Seconds at which a step of a bar is played, swing included. */
  at(bar: Bar, step: number): number;
}

/** What is asked of key and pace; the rest is drawn. */
export interface Wish {
  /** Quarters a minute. */
  tempo?: number | undefined;
  /** As musicians write it: `C#`, `Am`. */
  key?: string | undefined;
}

export const STEPS_PER_BAR = 16;

/** Draws key, pace and form for a length. The pace is bent a little so that the last bar ends with the song. */
export function sketchSong(seconds: number, random: Random, wish: Wish = {}): Sketch {
  const drawn = random.int(84, 126);
  const barCount = Math.max(1, Math.round((seconds * (wish.tempo ?? drawn)) / 240));
  const step = seconds / barCount / STEPS_PER_BAR;
  const swing = random.chance(0.3) ? 0.3 : 0;
  const key = wish.key === undefined ? chooseKey(random) : keyNamed(wish.key, random);
  const chordSize = random.chance(0.3) ? 4 : 3;
  return sketchOf({ key, step, swing, chordSize }, planSections(barCount));
}

/** The sketch of a song that goes on from a moment until `seconds`, bar by bar in the same key and at the same pace. */
export function continueSketch(sketch: Sketch, from: number, seconds: number): Sketch {
  const barSeconds = sketch.step * STEPS_PER_BAR;
  const kept = sketch.bars.slice(0, Math.floor(from / barSeconds)).map(({ section }) => section);
  const barCount = Math.max(kept.length + 1, Math.ceil(seconds / barSeconds));
  return sketchOf(sketch, [...kept, ...planMore(barCount - kept.length)]);
}

function sketchOf({ key, step, swing, chordSize }: Manner, sections: readonly Section[]): Sketch {
  return {
    key,
    step,
    swing,
    chordSize,
    tempo: 15 / step,
    bars: sections.map((section, index) => {
      const inSection = index - sections.slice(0, index).findLastIndex((other) => other !== section) - 1;
      const closes = section !== 'ending' && sections[index + 1] !== section;
      return { index, section, inSection, closes, chord: chordOn(key, degreeOf(key, section, inSection), chordSize) };
    }),
    at: (bar, position) => {
      const isOffbeat = Math.floor(position) % 2 === 1;
      return (bar.index * STEPS_PER_BAR + position + (isOffbeat ? swing : 0)) * step;
    },
  };
}

/** A section per bar: an introduction that suits the length, verses and choruses in turn, and one bar to end on. */
function planSections(barCount: number): readonly Section[] {
  const intro = barCount >= 32 ? 4 : barCount >= 16 ? 2 : barCount >= 6 ? 1 : 0;
  const body: readonly Section[] = ['verse', 'chorus', 'verse', 'chorus', 'bridge', 'chorus'];
  const lastBar = barCount - 1;

  return Array.from({ length: barCount }, (_, bar) => {
    if (bar === lastBar && barCount > 2) return 'ending';
    if (bar < intro) return 'intro';
    return body[Math.floor((bar - intro) / 4) % body.length] ?? 'chorus';
  });
}

/** The sections of a continuation: it begins with a bridge, and ends in one bar. */
function planMore(barCount: number): readonly Section[] {
  const body: readonly Section[] = ['bridge', 'chorus', 'verse', 'chorus'];
  return Array.from({ length: barCount }, (_, bar) =>
    bar === barCount - 1 && barCount > 1 ? 'ending' : (body[Math.floor(bar / 4) % body.length] ?? 'chorus'),
  );
}

function degreeOf(key: Key, section: Section, inSection: number): number {
  if (section === 'ending') return 0;
  const progression = key.progressions[section === 'intro' ? 'verse' : section];
  return progression[inSection % progression.length] ?? 0;
}
