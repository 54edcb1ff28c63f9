/** How much of an echo returns, how much of its brightness is lost on the way, how much a diffuser smears. */
const FEEDBACK = 0.8;
const DARKNESS = 0.35;
const DIFFUSION = 0.6;

/** Answers a block of samples: what the room gives back is added to `output`. Blocks follow each other without gaps. */
export type Room = (input: Float32Array, output: Float32Array) => void;

/**
 * Reverberation after Schroeder: four loops that darken at every turn, two diffusers behind them. Linear and always the
 * same, so a room around the sum of stems sounds exactly like the sum of stems in their rooms.
 */
export function createRoom(): Room {
  // Delays in samples, a small hall; without common divisors, or their echoes would pile up.
  const [first, second, third, fourth] = [new Comb(1109), new Comb(1277), new Comb(1423), new Comb(1559)];
  const [wide, narrow] = [new Diffuser(241), new Diffuser(83)];
  return (input, output) => {
    for (let index = 0; index < input.length; index++) {
      const sound = input[index] ?? 0;
      const echoes = first.run(sound) + second.run(sound) + third.run(sound) + fourth.run(sound);
      output[index] = (output[index] ?? 0) + 0.4 * narrow.run(wide.run(echoes));
    }
  };
}

class Comb {
  readonly #line: Float32Array;
  #position = 0;
  #dark = 0;

  constructor(delay: number) {
    this.#line = new Float32Array(delay);
  }

  run(input: number): number {
    const heard = this.#line[this.#position] ?? 0;
    this.#dark = heard + (this.#dark - heard) * DARKNESS;
    this.#line[this.#position] = input + this.#dark * FEEDBACK;
    this.#position = this.#position + 1 === this.#line.length ? 0 : this.#position + 1;
    return heard;
  }
}

class Diffuser {
  readonly #line: Float32Array;
  #position = 0;

  constructor(delay: number) {
    this.#line = new Float32Array(delay);
  }

  run(input: number): number {
    const heard = this.#line[this.#position] ?? 0;
    const kept = input + heard * DIFFUSION;
    this.#line[this.#position] = kept;
    this.#position = this.#position + 1 === this.#line.length ? 0 : this.#position + 1;
    return heard - kept * DIFFUSION;
  }
}
