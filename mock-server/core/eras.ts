/** An era lies between two resets. What began in one ends with it, and must not stir things up in the next. */
export interface Eras {
  /** Of the present era; aborts when it ends. Whoever waits keeps the one that he began in. */
  readonly current: AbortSignal;
  /** What the work brings, or null if the era ends before it is done. */
  within<T>(work: Promise<T>): Promise<T | null>;
  /** Ends the present era and begins another. */
  end(): void;
}

export const createEras = (): Eras => {
  let era = new AbortController();
  return {
    get current() {
      return era.signal;
    },
    within: (work) => {
      const { signal } = era;
      return new Promise((resolve, reject) => {
        const end = (): void => resolve(null);
        signal.addEventListener('abort', end, { once: true });
        work.then(resolve, reject).finally(() => signal.removeEventListener('abort', end));
      });
    },
    end: () => {
      era.abort(new DOMException('the mock was reset', 'AbortError'));
      era = new AbortController();
    },
  };
};
