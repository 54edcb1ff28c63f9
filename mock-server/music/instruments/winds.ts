import { envelope, hertz, sound } from '../dsp.ts';
import { Filter } from '../filter.ts';
import { Noise, Saw, Sine, Slow } from '../generators.ts';
import type { Instrument } from './instrument.ts';

/** Brass: the harder it is blown the brighter it gets, so the filter opens with the note. */
export const blowBrass: Instrument = (note) => {
  const lips = [new Saw(0), new Saw(0.4)] as const;
  const pitch = new Slow((time) => hertz(note.pitch - 0.4 * Math.max(0, 1 - time / 0.05)));
  const open = new Slow((time) => 500 + 2300 * Math.min(1, time / 0.09) * Math.exp(-time / 0.9));
  const bell = new Filter('below');
  const loudness = envelope(0.045, note.seconds, 0.13);
  return sound(note.seconds + 0.13, (time) => {
    const buzz = pitch.at(time);
    return bell.run(lips[0].next(buzz) + lips[1].next(buzz * 1.004), open.at(time), 1.2) * loudness(time);
  });
};

/** A flute: nearly a sine, with breath around it and a vibrato that comes late. */
export const blowFlute: Instrument = (note) => {
  const tube = new Sine();
  const octave = new Sine();
  const twelfth = new Sine();
  const breath = new Noise(note.pitch);
  const hollow = new Filter('around');
  const pitch = new Slow((time) => {
    const settled = Math.min(1, Math.max(0, (time - 0.18) / 0.4));
    return hertz(note.pitch + 0.18 * settled * Math.sin(2 * Math.PI * 4.9 * time));
  });
  const puff = new Slow((time) => 0.12 + 0.3 * Math.exp(-time / 0.05));
  const loudness = envelope(0.06, note.seconds, 0.16);
  return sound(note.seconds + 0.16, (time) => {
    const tone = pitch.at(time);
    const air = hollow.run(breath.next(), 2 * tone, 3) * puff.at(time);
    return (tube.next(tone) + 0.32 * octave.next(2 * tone) + 0.12 * twelfth.next(3 * tone) + air) * loudness(time);
  });
};
