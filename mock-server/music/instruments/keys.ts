import { envelope, hertz, sound } from '../dsp.ts';
import { Filter } from '../filter.ts';
import { Noise, Saw, Sine, Slow, Square, sine } from '../generators.ts';
import type { Instrument } from './instrument.ts';

/** Electric piano by frequency modulation: a bell in the attack that melts into a round tone. */
export const playKeyboard: Instrument = (note) => {
  const pitch = hertz(note.pitch);
  const mellow = new Slow((time) => 0.2 * Math.exp(-time / 0.5));
  const loudness = envelope(0.004, note.seconds, 0.2, 1.1);
  return sound(note.seconds + 0.2, (time) => {
    const turns = pitch * time;
    const bell = time < 0.3 && pitch < 700 ? 0.08 * Math.exp(-time / 0.06) * sine(14 * turns) : 0;
    return sine(turns + mellow.at(time) * sine(turns) + bell) * loudness(time);
  });
};

/** An analogue synthesizer: square and sawtooth through a filter that snaps shut. */
export const playSynth: Instrument = (note) => {
  const pitch = hertz(note.pitch);
  const square = new Square();
  const saw = new Saw(0.3);
  const filter = new Filter('below');
  const cutoff = new Slow((time) => 500 + 3200 * Math.exp(-time / 0.09));
  const loudness = envelope(0.004, note.seconds, 0.12, 0.6);
  return sound(note.seconds + 0.12, (time) => {
    return filter.run(0.5 * square.next(pitch) + saw.next(pitch * 1.006), cutoff.at(time), 2.2) * loudness(time);
  });
};

/** A riser: noise and a tone that climb for as long as the note is written, then stop. */
export const riseEffect: Instrument = (note) => {
  const wind = new Noise(9);
  const sweep = new Filter('around');
  const siren = new Sine();
  const climb = new Slow((time) => 2 ** Math.min(1, time / note.seconds));
  return sound(note.seconds + 0.05, (time) => {
    const progress = Math.min(1, time / note.seconds);
    const fade = time > note.seconds ? Math.max(0, 1 - (time - note.seconds) / 0.05) : 1;
    const gust = sweep.run(wind.next(), 300 * climb.at(time) ** 4.3, 2.5);
    const tone = 0.25 * siren.next(hertz(note.pitch) * climb.at(time));
    return (gust + tone) * progress * progress * fade;
  });
};
