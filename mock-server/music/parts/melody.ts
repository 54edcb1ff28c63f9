import { type Chord, degreeAt, degreePitch, type Key, nearest } from '../harmony.ts';
import { SYLLABLES } from '../instruments/voice.ts';
import type { Random } from '../random.ts';
import type { Note } from '../score.ts';
import type { Bar, Section, Sketch } from '../sketch.ts';
import { noteAt, type Pattern, stepsUntilNext, strokes, type Writer } from './writer.ts';

/** What a section sings in one bar: where syllables fall, by how many degrees the tune moves, and what is sung. */
interface Motif {
  rhythm: Pattern;
  moves: readonly number[];
  syllables: readonly number[];
}

const CALM: readonly [Pattern, ...Pattern[]] = [
  'x...x.x.x.......',
  '..x.x.x...x.x...',
  'x.....x.x...x...',
  '....x.x.x.x.x...',
];
const LIVELY: readonly [Pattern, ...Pattern[]] = [
  'x..x..x.x...x...',
  'x.x.x...x.x.x...',
  'x...x.x.x.x.x...',
  'x.....x.x.x.x.x.',
];
/** The last bar of a phrase: one word, and then breath. */
const CLOSING: readonly [Pattern, ...Pattern[]] = ['x...x.......----', 'x.x.x.......----', 'x...........----'];

/**
 * A tune over the sections with vocals: two motifs a section, in the order A B A and a closing bar. Notes on strong
 * beats belong to the chord; the others belong to the key.
 */
function tune(centre: number): Writer {
  return (sketch, random) => {
    const motifs: Readonly<Record<Section, readonly Motif[]>> = {
      intro: [],
      verse: [drawMotif(random, CALM), drawMotif(random, CALM)],
      chorus: [drawMotif(random, LIVELY), drawMotif(random, LIVELY)],
      bridge: [drawMotif(random, LIVELY), drawMotif(random, CALM)],
      ending: [{ rhythm: 'x...............', moves: [0], syllables: [0] }],
    };
    const closing = drawMotif(random, CLOSING);

    return sketch.bars.flatMap((bar) => {
      const isClosing = bar.section !== 'ending' && bar.inSection % 4 === 3;
      const choices = motifs[bar.section];
      const motif = isClosing ? closing : choices[bar.inSection % Math.max(1, choices.length)];
      const lift = bar.section === 'chorus' ? 3 : bar.section === 'bridge' ? 2 : 0;
      return motif === undefined ? [] : singMotif(sketch, bar, motif, centre + lift);
    });
  };
}

/** The lead voice; low or high, drawn from the seed. */
export const writeVocals: Writer = (sketch, random) => tune(random.pick([57, 62, 66]))(sketch, random);

/** Woodwinds beside vocals: long notes in the pauses, and the third above the end of a phrase. */
export const writeWoodwinds: Writer = (sketch) =>
  sketch.bars.flatMap((bar) => {
    const [root = 0, third = root, fifth = root] = bar.chord;
    const high = nearest(fifth, 76);
    if (bar.section === 'ending') return [noteAt(sketch, bar, 0, 14, nearest(root, 76), 0.8)];
    if (bar.inSection % 2 === 0 && bar.section !== 'intro') return [noteAt(sketch, bar, 8, 8, high, 0.55)];
    const runs = [nearest(root, 74), nearest(third, 76), high, nearest(third, high)];
    return runs.map((pitch, index) => noteAt(sketch, bar, 4 + index * 3, 3, pitch, 0.7));
  });

/** Woodwinds alone: in an instrumental the flute has the tune. */
export const writeWoodwindsLead: Writer = (sketch, random) => tune(74)(sketch, random);

/** Orders in which a broken chord can be played. */
const RUNS: readonly [readonly number[], ...(readonly number[])[]] = [
  [0, 1, 2, 3, 2, 1],
  [0, 2, 1, 3],
  [0, 1, 2, 3],
  [3, 2, 1, 0, 1, 2],
];

/** Synth: the chord broken into a run of eighths or sixteenths. */
export const writeSynth: Writer = (sketch, random) => {
  const order = random.pick(RUNS);
  const pace = random.pick([1, 2, 2]);

  return sketch.bars.flatMap((bar) => {
    const [root = 0] = bar.chord;
    const base = nearest(root, 60);
    const tones = [...bar.chord.map((tone) => base + ((tone - root + 12) % 12)), base + 12];
    if (bar.section === 'ending') return [noteAt(sketch, bar, 0, 12, base, 0.9)];
    return Array.from({ length: 16 / pace }, (_, index) => {
      const pitch = tones[(order[index % order.length] ?? 0) % tones.length] ?? base;
      return noteAt(sketch, bar, index * pace, pace, pitch, index % (4 / pace) === 0 ? 0.9 : 0.65);
    });
  });
};

/** Effects: a riser through the last bar of each section. */
export const writeEffects: Writer = (sketch) =>
  sketch.bars
    .filter((bar) => bar.closes || sketch.bars.length < 3)
    .map((bar) => noteAt(sketch, bar, 0, 16, nearest(bar.chord[0] ?? 0, 60), 0.8));

function drawMotif(random: Random, rhythms: readonly [Pattern, ...Pattern[]]): Motif {
  const rhythm = random.pick(rhythms);
  const length = strokes(rhythm).length;
  return {
    rhythm,
    moves: Array.from({ length }, () => random.pick([-2, -1, -1, 0, 1, 1, 2])),
    syllables: Array.from({ length }, () => random.int(0, SYLLABLES.length - 1)),
  };
}

function singMotif(sketch: Sketch, bar: Bar, motif: Motif, centre: number): readonly Note[] {
  let pitch = nearest(bar.chord[0] ?? 0, centre);
  return strokes(motif.rhythm)
    .filter(({ mark }) => mark === 'x')
    .map(({ step }, index) => {
      const wished = move(sketch.key, pitch, motif.moves[index] ?? 0, centre);
      pitch = step % 4 === 0 ? ontoChord(bar.chord, wished) : wished;
      const steps = Math.min(8, stepsUntilNext(motif.rhythm, step));
      const note = noteAt(sketch, bar, step, steps, pitch, step % 4 === 0 ? 0.95 : 0.8);
      return { ...note, colour: motif.syllables[index] ?? 0 };
    });
}

/** Some degrees up or down; turned back towards the centre at the limits of the voice. */
function move(key: Key, pitch: number, degrees: number, centre: number): number {
  const drift = pitch - centre;
  const turned = Math.abs(drift) > 5 ? -Math.sign(drift) * Math.abs(degrees) : degrees;
  return degreePitch(key, degreeAt(key, pitch) + turned);
}

function ontoChord(chord: Chord, pitch: number): number {
  const candidates = chord.map((pitchClass) => nearest(pitchClass, pitch));
  return candidates.reduce(
    (best, next) => (Math.abs(next - pitch) < Math.abs(best - pitch) ? next : best),
    candidates[0] ?? pitch,
  );
}
