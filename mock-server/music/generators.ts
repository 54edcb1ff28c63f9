import { SAMPLE_RATE } from './dsp.ts';

// Classes, not closures: an engine keeps the numbers of an object in place, but boxes those of a closure at each change.

/** A sawtooth from -1 to 1 with its corners rounded (PolyBLEP), or high notes would whistle. */
export class Saw {
  #phase: number;

  /** `phase`: where in its turn it starts, from 0 to 1. */
  constructor(phase = 0) {
    this.#phase = phase;
  }

  next(frequency: number): number {
    const step = frequency / SAMPLE_RATE;
    let phase = this.#phase + step;
    if (phase >= 1) phase -= 1;
    this.#phase = phase;
    return 2 * phase - 1 - corner(phase, step);
  }
}

/** A square wave: two sawtooths half a turn apart. */
export class Square {
  readonly #rising = new Saw(0);
  readonly #falling = new Saw(0.5);

  next(frequency: number): number {
    return this.#rising.next(frequency) - this.#falling.next(frequency);
  }
}

const TABLE = Float64Array.from({ length: 4097 }, (_, index) => Math.sin((2 * Math.PI * index) / 4096));

/** The sine of a phase counted in whole turns: four times as quick as `Math.sin`, and right to six digits. */
export function sine(turns: number): number {
  const position = (turns - Math.floor(turns)) * 4096;
  const index = position | 0;
  const left = TABLE[index] ?? 0;
  return left + ((TABLE[index + 1] ?? 0) - left) * (position - index);
}

export class Sine {
  #phase = 0;

  next(frequency: number): number {
    this.#phase += frequency / SAMPLE_RATE;
    if (this.#phase >= 1) this.#phase -= 1;
    return sine(this.#phase);
  }
}

/** White noise from -1 to 1 that is the same every time. */
export class Noise {
  #state: number;

  constructor(seed: number) {
    this.#state = seed;
  }

  next(): number {
    this.#state = (Math.imul(this.#state, 1_664_525) + 1_013_904_223) | 0;
    return this.#state / 2 ** 31;
  }
}

/** Works something out anew every 32 samples only: pitch and mouth move too slowly for more to be heard. */
export class Slow {
  readonly #compute: (time: number) => number;
  #calls = 0;
  #value = 0;

  constructor(compute: (time: number) => number) {
    this.#compute = compute;
  }

  at(time: number): number {
    if (this.#calls++ % 32 === 0) this.#value = this.#compute(time);
    return this.#value;
  }
}

function corner(phase: number, step: number): number {
  if (phase < step) {
    const x = phase / step;
    return x + x - x * x - 1;
  }
  if (phase > 1 - step) {
    const x = (phase - 1) / step;
    return x * x + x + x + 1;
  }
  return 0;
}
