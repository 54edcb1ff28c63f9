import { envelope, sound } from '../dsp.ts';
import { Filter } from '../filter.ts';
import { Noise, Sine } from '../generators.ts';
import type { Instrument } from './instrument.ts';

/** General MIDI's numbers for the drums that there are. */
export const DRUM = {
  kick: 36,
  snare: 38,
  lowTom: 43,
  closedHat: 42,
  openHat: 46,
  highTom: 48,
  crash: 49,
  tambourine: 54,
  highConga: 63,
  lowConga: 64,
  shaker: 70,
} as const;

const KIT: Readonly<Record<number, () => Float32Array>> = {
  [DRUM.kick]: () => skin(0.34, 46, 150, 0.035, 0.12),
  [DRUM.snare]: snare,
  [DRUM.lowTom]: () => skin(0.4, 92, 60, 0.06, 0.15),
  [DRUM.highTom]: () => skin(0.34, 138, 80, 0.05, 0.13),
  [DRUM.closedHat]: () => metal(0.07, 7000, 0.018),
  [DRUM.openHat]: () => metal(0.34, 6500, 0.1),
  [DRUM.crash]: () => metal(1.6, 3600, 0.45),
  [DRUM.tambourine]: () => metal(0.16, 5600, 0.045),
  [DRUM.highConga]: () => skin(0.24, 295, 70, 0.012, 0.07),
  [DRUM.lowConga]: () => skin(0.3, 205, 50, 0.015, 0.1),
  [DRUM.shaker]: shaker,
};

/** Drums and percussion; how long a stroke is written does not matter. */
export const strike: Instrument = (note) => (KIT[note.pitch] ?? snare)();

/** A struck skin: a sine that falls onto its pitch, with the click of the stick. */
function skin(seconds: number, pitch: number, drop: number, dropTime: number, fall: number) {
  const tone = new Sine();
  const click = new Noise(pitch);
  const soften = new Filter('below');
  const loudness = envelope(0.002, seconds - 0.05, 0.05, fall);
  return sound(seconds, (time) => {
    const body = tone.next(pitch + drop * Math.exp(-time / dropTime));
    return (body + 0.5 * soften.run(click.next(), 3000) * Math.exp(-time / 0.004)) * loudness(time);
  });
}

function snare() {
  const low = new Sine();
  const high = new Sine();
  const rattle = new Noise(38);
  const bright = new Filter('above');
  const loudness = envelope(0.001, 0.2, 0.06, 0.09);
  return sound(0.26, (time) => {
    const head = (low.next(185 + 60 * Math.exp(-time / 0.01)) + 0.6 * high.next(332)) * Math.exp(-time / 0.045);
    return (0.6 * head + 0.8 * bright.run(rattle.next(), 1700)) * loudness(time);
  });
}

/** Cymbals and jingles: noise above a frequency, and nothing else. */
function metal(seconds: number, above: number, fall: number) {
  const noise = new Noise(above);
  const first = new Filter('above');
  const second = new Filter('above');
  const loudness = envelope(0.001, seconds - 0.03, 0.03, fall);
  return sound(seconds, (time) => second.run(first.run(noise.next(), above), above, 1.4) * loudness(time));
}

function shaker() {
  const noise = new Noise(70);
  const grains = new Filter('around');
  return sound(0.11, (time) => grains.run(noise.next(), 6200, 1.2) * Math.sin(Math.PI * Math.min(1, time / 0.11)) ** 2);
}
