/** An generation lies between two resets. What began in one ends with it, and must not stir things up in the next. */
export interface Generations {
  /** Of the present generation; aborts when it ends. Whoever waits keeps the one that he began in. */
  readonly current: AbortSignal;
  /** What the work brings, or null if the generation ends before it is done. */
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
