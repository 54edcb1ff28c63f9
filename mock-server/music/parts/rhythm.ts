import { DRUM } from '../instruments/drums.ts';
import type { Note } from '../score.ts';
import { noteAt, type Pattern, strokes, type Writer } from './writer.ts';

interface Groove {
  kick: Pattern;
  snare: Pattern;
  hat: Pattern;
}

/** Capital letters are accents, `o` an open hat. */
const GROOVES: readonly [Groove, ...Groove[]] = [
  { kick: 'X.....x.x.......', snare: '....X.......X...', hat: 'X.x.X.x.X.x.X.x.' },
  { kick: 'X...X...X...X...', snare: '....x.......x...', hat: '..o...o...o...o.' },
  { kick: 'X.....x...x.....', snare: '........X.......', hat: 'X.x.x.x.X.x.x.xx' },
  { kick: 'X..x..x...x..x..', snare: '....X..x.x..X...', hat: 'XxxxXxxxXxxxXxxx' },
  { kick: 'X.......X.x.....', snare: '....X.......X..x', hat: 'X.x.x.x.X.x.x.o.' },
];

const FILLS: readonly [Pattern, ...Pattern[]] = ['ssssHHLL', 's.sHH.LL', 'HHssLLss', '..s.s.ss'];

/** Drums: one groove for the song, fuller in the chorus, a fill before each new section, a crash on its first beat. */
export const writeDrums: Writer = (sketch, random) => {
  const groove = random.pick(GROOVES);
  const hit = (drum: number, velocity: number) => ({ drum, velocity });
  const accent = (mark: string) => (mark === mark.toUpperCase() ? 1 : 0.7);

  return sketch.bars.flatMap((bar) => {
    const notes: Note[] = [];
    const play = (step: number, { drum, velocity }: { drum: number; velocity: number }) =>
      notes.push(noteAt(sketch, bar, step, 1, drum, velocity));

    if (bar.inSection === 0 && bar.section !== 'intro') play(0, hit(DRUM.crash, 0.6));
    if (bar.section === 'ending') {
      play(0, hit(DRUM.kick, 1));
      return notes;
    }

    const fill = bar.closes && random.chance(0.85) ? random.pick(FILLS) : undefined;
    const fillFrom = fill === undefined ? 16 : 8;
    for (const { step, mark } of strokes(groove.hat)) {
      const isOpen = mark === 'o' || (bar.section === 'chorus' && step === 14);
      if (step < fillFrom) play(step, hit(isOpen ? DRUM.openHat : DRUM.closedHat, 0.5 * accent(mark)));
    }
    for (const { step, mark } of strokes(groove.kick)) play(step, hit(DRUM.kick, accent(mark)));
    for (const { step, mark } of strokes(groove.snare)) {
      if (step < fillFrom && bar.section !== 'intro') play(step, hit(DRUM.snare, 0.85 * accent(mark)));
    }
    const drums: Readonly<Record<string, number>> = { s: DRUM.snare, H: DRUM.highTom, L: DRUM.lowTom };
    for (const { step, mark } of strokes(fill ?? '')) {
      play(8 + step, hit(drums[mark] ?? DRUM.snare, 0.55 + 0.05 * step));
    }
    return notes.toSorted((one, other) => one.at - other.at);
  });
};

const SHAKES: readonly [Pattern, ...Pattern[]] = ['x.xxx.xxx.xxx.xx', 'xxXxxxXxxxXxxxXx', '..x...x...x...xx'];
const CONGAS: readonly [Pattern, ...Pattern[]] = ['l..h..hhl..h..h.', '..hh..l...hh..ll', 'l...h.l.....h.h.'];

/** Percussion: a shaker throughout, congas once the song has begun, a tambourine on the chorus's backbeat. */
export const writePercussion: Writer = (sketch, random) => {
  const shake = random.pick(SHAKES);
  const conga = random.pick(CONGAS);

  return sketch.bars.flatMap((bar) => {
    if (bar.section === 'ending') return [noteAt(sketch, bar, 0, 1, DRUM.lowConga, 0.9)];
    const notes = strokes(shake).map(({ step, mark }) =>
      noteAt(sketch, bar, step, 1, DRUM.shaker, mark === 'X' ? 0.7 : 0.45),
    );
    for (const { step, mark } of bar.section === 'intro' ? [] : strokes(conga)) {
      notes.push(noteAt(sketch, bar, step, 1, mark === 'h' ? DRUM.highConga : DRUM.lowConga, 0.8));
    }
    for (const step of bar.section === 'chorus' ? [4, 12] : []) {
      notes.push(noteAt(sketch, bar, step, 1, DRUM.tambourine, 0.6));
    }
    return notes.toSorted((one, other) => one.at - other.at);
  });
};
