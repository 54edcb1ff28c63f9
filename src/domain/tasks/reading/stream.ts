/** What a pull brought; `none`: nothing, until the stream is woken. */
export type Pulled<T> =
  | { readonly kind: 'item'; readonly item: T }
  | { readonly kind: 'end' }
  /** Nothing in this part; the next pull goes on with the next part. */
  | { readonly kind: 'more' }
  | { readonly kind: 'none' };

export interface StreamSource<T> {
  /** The next item as things are now. Called again after each wake-up. */
  pull(): Promise<Pulled<T>>;
  /**
   * Subscribes to changes. Resolves when the subscription is active; a change after that calls `wake`.
   *
   * @returns how to unsubscribe.
   */
  subscribe(wake: () => void): Promise<() => void>;
}

/**
 * A stream that its reader pulls. It keeps no queue: a reader that stops reading costs one flag, and gets the newest
 * state when it reads again. `return` ends the stream at once, also during a `next`: the `return` of an async generator
 * would wait for that `next`.
 */
export const createStream = <T>(source: StreamSource<T>): AsyncIterableIterator<T, undefined, undefined> => {
  let subscription: Promise<() => void> | null = null;
  let isActive = false;
  let isClosed = false;
  const closed = Promise.withResolvers<void>();
  let wakeUp = Promise.withResolvers<void>();

  const close = (): void => {
    if (isClosed) return;
    isClosed = true;
    subscription?.then(
      (unsubscribe) => unsubscribe(),
      // The `next` that was waiting for the subscription has thrown this error.
      () => undefined,
    );
    closed.resolve();
    wakeUp.resolve();
  };

  const next = async (): Promise<IteratorResult<T, undefined>> => {
    if (!isActive && !isClosed) {
      // Subscribe first, and read when the subscription is active: a change between the two wakes the stream.
      subscription ??= source.subscribe(() => wakeUp.resolve());
      await Promise.race([subscription, closed.promise]);
      isActive = true;
    }
    while (!isClosed) {
      wakeUp = Promise.withResolvers();
      const pulled = await source.pull();
      if (isClosed) break;
      if (pulled.kind === 'item') return { done: false, value: pulled.item };
      if (pulled.kind === 'end') close();
      else if (pulled.kind === 'none') await wakeUp.promise;
    }
    return { done: true, value: undefined };
  };

  return {
    // A failed pull ends the stream, and with it the subscription.
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
