/** A generation lies between two resets. Work that began in one ends with it, and must change nothing in the next. */
export interface Generations {
  /** Aborts when the present generation ends. Work keeps the signal of the generation that it began in. */
  readonly current: AbortSignal;
  /** The result of the work, or null if the generation ends before the work is done. */
  within<T>(work: Promise<T>): Promise<T | null>;
  /** Ends the present generation and begins another. */
  end(): void;
}

export const createGenerations = (): Generations => {
  let generation = new AbortController();
  return {
    get current() {
      return generation.signal;
    },
    within: (work) => {
      const { signal } = generation;
      return new Promise((resolve, reject) => {
        const end = (): void => resolve(null);
        signal.addEventListener('abort', end, { once: true });
        work.then(resolve, reject).finally(() => signal.removeEventListener('abort', end));
      });
    },
    end: () => {
      generation.abort(new DOMException('the mock was reset', 'AbortError'));
      generation = new AbortController();
    },
  };
};
