import { type Chord, chooseKey, chordOn, type Key } from './harmony.ts';
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

/** What all stems share: key, tempo, form. */
export interface Sketch {
  key: Key;
  tempo: number;
  /** Seconds of a sixteenth. */
  step: number;
  bars: readonly Bar[];
  /** Seconds at which a step of a bar is played, swing included. */
  at(bar: Bar, step: number): number;
}

export const STEPS_PER_BAR = 16;

/** Draws key, pace and form for a length. The pace is bent a little so that the last bar ends with the song. */
export function sketchSong(seconds: number, random: Random): Sketch {
  const wished = random.int(84, 126);
  const barCount = Math.max(1, Math.round((seconds * wished) / 240));
  const step = seconds / barCount / STEPS_PER_BAR;
  const swing = random.chance(0.3) ? 0.3 : 0;
  const key = chooseKey(random);
  const size = random.chance(0.3) ? 4 : 3;
  const sections = planSections(barCount);

  return {
    key,
    tempo: 15 / step,
    step,
    bars: sections.map((section, index) => {
      const inSection = index - sections.slice(0, index).findLastIndex((other) => other !== section) - 1;
      const closes = section !== 'ending' && sections[index + 1] !== section;
      return { index, section, inSection, closes, chord: chordOn(key, degreeOf(key, section, inSection), size) };
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

function degreeOf(key: Key, section: Section, inSection: number): number {
  if (section === 'ending') return 0;
  const progression = key.progressions[section === 'intro' ? 'verse' : section];
  return progression[inSection % progression.length] ?? 0;
}
