/** What a pull brought: an item, the end, or nothing yet. */
export type Pulled<T> =
  | { readonly kind: 'item'; readonly item: T }
  | { readonly kind: 'end' }
  | { readonly kind: 'none' };

export interface StreamSource<T> {
  /** The next item as things are now. Asked again after each wake-up. */
  pull(): Promise<Pulled<T>>;
  /** Begins to listen; `wake` says that there may be something to pull. Returns how to stop. */
  listen(wake: () => void): () => void;
  /** Resolves after the longest time to go without a pull, or when `signal` aborts. */
  patience(signal: AbortSignal): Promise<void>;
}

/**
 * A stream that its reader pulls. It keeps no queue: a reader that stops reading holds one flag, and finds the newest
 * state when it comes back. `return` ends it at once, also while a `next` is waiting, which an async generator cannot.
 */
export const createStream = <T>(source: StreamSource<T>): AsyncIterableIterator<T, undefined, undefined> => {
  let stopListening: (() => void) | null = null;
  let closed = false;
  let alarm = new AbortController();

  const close = (): void => {
    closed = true;
    stopListening?.();
    stopListening = null;
    alarm.abort();
  };

  const next = async (): Promise<IteratorResult<T, undefined>> => {
    // Listen first, then read: a change between the two wakes us instead of being lost.
    if (!closed) stopListening ??= source.listen(() => alarm.abort());
    while (!closed) {
      alarm = new AbortController();
      const pulled = await source.pull();
      if (closed) break;
      if (pulled.kind === 'item') return { done: false, value: pulled.item };
      if (pulled.kind === 'end') close();
      else await source.patience(alarm.signal);
    }
    return { done: true, value: undefined };
  };

  return {
    // A failed pull ends the stream; nobody would stop listening otherwise.
    next: () =>
      next().catch((error: unknown) => {
        close();
        throw error;
      }),
    async return() {
      close();
      return { done: true, value: undefined };
    },
    async throw(error: unknown) {
      close();
      throw error;
    },
    [Symbol.asyncIterator]() {
      return this;
    },
  };
};
