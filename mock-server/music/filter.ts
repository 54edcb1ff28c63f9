import { SAMPLE_RATE } from './dsp.ts';

/**
 * A state variable filter (Simper's form), steady while its frequency moves: keeps what lies below, around, or above
 * the frequency.
 */
export class Filter {
  readonly #keep: 'below' | 'around' | 'above';
  #frequency = 0;
  #quality = 0;
  #damping = 0;
  #a1 = 0;
  #a2 = 0;
  #a3 = 0;
  #band = 0;
  #low = 0;

  constructor(keep: 'below' | 'around' | 'above') {
    this.#keep = keep;
  }

  /** `frequency` in hertz; `quality` says how sharp, 0.7 is plain. */
  run(input: number, frequency: number, quality = 0.7): number {
    if (frequency !== this.#frequency || quality !== this.#quality) this.#tune(frequency, quality);
    const difference = input - this.#low;
    const around = this.#a1 * this.#band + this.#a2 * difference;
    const below = this.#low + this.#a2 * this.#band + this.#a3 * difference;
    this.#band = 2 * around - this.#band;
    this.#low = 2 * below - this.#low;
    if (this.#keep === 'below') return below;
    return this.#keep === 'around' ? this.#damping * around : input - this.#damping * around - below;
  }

  #tune(frequency: number, quality: number): void {
    const warped = Math.tan(Math.PI * Math.min(0.45, frequency / SAMPLE_RATE));
    this.#damping = 1 / quality;
    this.#a1 = 1 / (1 + warped * (warped + this.#damping));
    this.#a2 = warped * this.#a1;
    this.#a3 = warped * this.#a2;
    this.#frequency = frequency;
    this.#quality = quality;
  }
}
