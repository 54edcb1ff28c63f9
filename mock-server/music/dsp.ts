/**
 * Samples per second, mono. A multiple of 8 kHz keeps every MP3 frame of the same size, and half of CD quality keeps
 * files small and rendering quick.
 */
export const SAMPLE_RATE = 24_000;

/** Frequency of a MIDI note number in hertz; fractions are allowed. */
export function hertz(pitch: number): number {
  return 440 * 2 ** ((pitch - 69) / 12);
}

/** Samples of a sound from a function of time in seconds, scaled so that its loudest sample is 1. */
export function sound(seconds: number, sample: (time: number) => number): Float32Array {
  const samples = new Float32Array(Math.max(1, Math.round(seconds * SAMPLE_RATE)));
  let peak = 0;
  for (let index = 0; index < samples.length; index++) {
    const value = sample(index / SAMPLE_RATE);
    samples[index] = value;
    peak = Math.max(peak, Math.abs(value));
  }
  const gain = peak > 0 ? 1 / peak : 1;
  for (let index = 0; index < samples.length; index++) samples[index] = gain * (samples[index] ?? 0);
  return samples;
}

/** Loudness over time: a straight rise, a slow fall while held, a quick fade after letting go. All in seconds. */
export function envelope(attack: number, held: number, release: number, fall?: number) {
  return (time: number): number => {
    const rise = time < attack ? time / attack : 1;
    const fade = time > held ? Math.max(0, 1 - (time - held) / release) : 1;
    const calm = fall === undefined ? 1 : Math.exp(-time / fall);
    return rise * fade * fade * calm;
  };
}
