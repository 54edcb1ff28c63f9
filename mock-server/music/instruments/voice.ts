import { envelope, hertz, sound } from '../dsp.ts';
import { Filter } from '../filter.ts';
import { Noise, Saw, Slow } from '../generators.ts';
import type { Note } from '../score.ts';
import type { Instrument } from './instrument.ts';

/** Where a throat resonates: four formants as [hertz, strength, quality]. */
type Vowel = readonly (readonly [frequency: number, strength: number, quality: number])[];

const AH: Vowel = [
  [680, 1, 8],
  [1100, 0.6, 12],
  [2650, 0.35, 20],
  [3300, 0.25, 22],
];
const EH: Vowel = [
  [450, 1, 6],
  [1700, 0.35, 18],
  [2600, 0.3, 20],
  [3300, 0.2, 22],
];
const EE: Vowel = [
  [300, 1, 5],
  [1950, 0.3, 20],
  [2800, 0.28, 22],
  [3400, 0.18, 24],
];
const OH: Vowel = [
  [430, 1, 7],
  [820, 0.5, 10],
  [2600, 0.14, 20],
  [3100, 0.1, 22],
];
const OO: Vowel = [
  [340, 1, 6],
  [640, 0.3, 9],
  [2550, 0.08, 20],
  [3000, 0.06, 22],
];
/** A closed mouth: where the syllables that begin with m, n or l come from. */
const MM: Vowel = [
  [260, 0.9, 5],
  [1000, 0.08, 10],
  [2200, 0.06, 18],
  [3000, 0.03, 20],
];

interface Syllable {
  from: Vowel;
  to: Vowel;
  /** Seconds until the vowel is reached. */
  glide: number;
  /** Strength of the hiss at the start. */
  hiss: number;
}

/** The words of these songs, by a note's `colour`: la, no, mee, yah, sha, doo, heh. */
export const SYLLABLES: readonly Syllable[] = [
  { from: MM, to: AH, glide: 0.09, hiss: 0 },
  { from: MM, to: OH, glide: 0.11, hiss: 0 },
  { from: MM, to: EE, glide: 0.1, hiss: 0 },
  { from: EE, to: AH, glide: 0.16, hiss: 0 },
  { from: AH, to: AH, glide: 0.08, hiss: 0.5 },
  { from: EE, to: OO, glide: 0.08, hiss: 0.2 },
  { from: EH, to: EH, glide: 0.08, hiss: 0.25 },
];
/** Seconds of a consonant's noise. */
const HISS = 0.09;

const LA: Syllable = { from: MM, to: AH, glide: 0.09, hiss: 0 };
const OOH: Syllable = { from: OO, to: OO, glide: 0.1, hiss: 0 };

/** The lead: a buzzing source through moving formants, a scoop into the note, vibrato once it is held. */
export const sing: Instrument = (note) =>
  voice(note, SYLLABLES[note.colour ?? 0] ?? LA, { attack: 0.035, release: 0.14, vibrato: 0.35 });

/** Behind the lead: soft, slow, always "ooh". */
export const hum: Instrument = (note) => voice(note, OOH, { attack: 0.16, release: 0.35, vibrato: 0.2 });

function voice(note: Note, syllable: Syllable, manner: { attack: number; release: number; vibrato: number }) {
  const cords = new Saw();
  const breath = new Noise(note.pitch);
  const formants = syllable.to.map(([frequency, strength, quality], index) => {
    const [startFrequency, startStrength] = syllable.from[index] ?? [frequency, strength];
    return { frequency, strength, quality, startFrequency, startStrength, filter: new Filter('around') };
  });
  const consonant = new Filter('above');
  const warmth = new Filter('below');
  const loudness = envelope(manner.attack, note.seconds, manner.release);
  const openness = new Slow((time) => {
    const progress = Math.min(1, time / syllable.glide);
    return progress * progress * (3 - 2 * progress);
  });
  const pitch = new Slow((time) => {
    const scoop = -0.8 * Math.max(0, 1 - time / 0.07);
    const settled = Math.min(1, Math.max(0, (time - 0.22) / 0.3));
    return hertz(note.pitch + scoop + manner.vibrato * settled * Math.sin(2 * Math.PI * 5.4 * time));
  });

  return sound(note.seconds + manner.release, (time) => {
    const source = cords.next(pitch.at(time)) + 0.05 * breath.next();
    const open = openness.at(time);
    // A little of the fundamental stays, or high notes above the first formant would thin out.
    let vowel = 0.35 * warmth.run(source, 500);
    for (const formant of formants) {
      const frequency = formant.startFrequency + (formant.frequency - formant.startFrequency) * open;
      const strength = formant.startStrength + (formant.strength - formant.startStrength) * open;
      vowel += strength * formant.filter.run(source, frequency, formant.quality);
    }
    const hiss = time < HISS ? syllable.hiss * (1 - time / HISS) * consonant.run(breath.next(), 3800) : 0;
    return vowel * loudness(time) + 0.25 * hiss;
  });
}
