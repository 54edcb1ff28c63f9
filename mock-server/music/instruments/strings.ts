import { envelope, hertz, SAMPLE_RATE, sound } from '../dsp.ts';
import { Filter } from '../filter.ts';
import { Noise, Saw, Sine, Slow } from '../generators.ts';
import type { Instrument } from './instrument.ts';

/** Electric bass: a sawtooth and its sine underneath, darkening as the string calms. */
export const playBass: Instrument = (note) => {
  const pitch = hertz(note.pitch);
  const string = new Saw();
  const weight = new Sine();
  const amplifier = new Filter('below');
  const bright = new Slow((time) => 180 + 900 * Math.exp(-time / 0.12));
  const loudness = envelope(0.006, note.seconds, 0.07, 1.6);
  return sound(note.seconds + 0.07, (time) => {
    return (0.8 * weight.next(pitch) + amplifier.run(string.next(pitch), bright.at(time), 1.1)) * loudness(time);
  });
};

/** Plucked guitar: a string and the wood it is stretched over. */
export const pluckGuitar: Instrument = (note) => {
  const string = new PluckedString(hertz(note.pitch), note.pitch);
  const body = new Filter('around');
  const damper = envelope(0.002, note.seconds, 0.12);
  return sound(note.seconds + 0.12, (time) => {
    const tone = string.next();
    return (tone + 0.8 * body.run(tone, 210, 1.5)) * damper(time);
  });
};

/** Bowed strings: three sawtooths slightly out of tune, with a slow start. */
export const bowStrings: Instrument = (note) => {
  const desk = [-0.07, 0.01, 0.08].map((detune, index) => ({
    saw: new Saw(index / 3),
    pitch: hertz(note.pitch + detune),
  }));
  const vibrato = new Slow((time) => 1 + 0.002 * Math.sin(2 * Math.PI * 5.1 * time));
  const wood = new Filter('below');
  const loudness = envelope(Math.min(0.22, note.seconds / 2), note.seconds, 0.4);
  return sound(note.seconds + 0.4, (time) => {
    const bend = vibrato.at(time);
    let sum = 0;
    for (const player of desk) sum += player.saw.next(player.pitch * bend);
    return wood.run(sum, 2400, 0.8) * loudness(time);
  });
};

/** A string after Karplus and Strong: a burst of noise runs along it and is smoothed at every turn. */
class PluckedString {
  readonly #line: Float32Array;
  readonly #tuning: number;
  #position = 0;
  #previous = 0;
  #tunedIn = 0;
  #tunedOut = 0;

  constructor(frequency: number, seed: number) {
    const period = SAMPLE_RATE / frequency - 0.5;
    const whole = Math.floor(period);
    const rest = period - whole;
    // The smoothing delays by half a sample; an all-pass makes up the rest, or high notes would be out of tune.
    this.#tuning = (1 - rest) / (1 + rest);
    const noise = new Noise(seed);
    const pick = new Filter('below');
    this.#line = Float32Array.from({ length: whole }, () => pick.run(noise.next(), 3600));
  }

  next(): number {
    const current = this.#line[this.#position] ?? 0;
    const smooth = 0.498 * (current + this.#previous);
    this.#previous = current;
    this.#tunedOut = this.#tuning * (smooth - this.#tunedOut) + this.#tunedIn;
    this.#tunedIn = smooth;
    this.#line[this.#position] = this.#tunedOut;
    this.#position = this.#position + 1 === this.#line.length ? 0 : this.#position + 1;
    return current;
  }
}
