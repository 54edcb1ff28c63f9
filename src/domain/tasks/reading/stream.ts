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

/** A class, with one promise at a time: there is a stream for each subscriber, and most of them wait for hours. */
class Stream<T> implements AsyncIterableIterator<T, undefined, undefined> {
  readonly #source: StreamSource<T>;
  #subscription: Promise<() => void> | null = null;
  /** Resolved when the stream is closed; null once the subscription is active. */
  #closedEarly: PromiseWithResolvers<void> | null = Promise.withResolvers<void>();
  #isClosed = false;
  /** Whether something has changed since the last pull began. */
  #isWoken = false;
  /** Lets a `next` go on that waits for a change. */
  #resume: (() => void) | null = null;

  constructor(source: StreamSource<T>) {
    this.#source = source;
  }

  /** A failed pull ends the stream, and with it the subscription. */
  async next(): Promise<IteratorResult<T, undefined>> {
    try {
      return await this.#pullNext();
    } catch (error) {
      this.#close();
      throw error;
    }
  }

  async return(): Promise<IteratorResult<T, undefined>> {
    this.#close();
    return { done: true, value: undefined };
  }

  async throw(error: unknown): Promise<never> {
    this.#close();
    throw error;
  }

  [Symbol.asyncIterator](): this {
    return this;
  }

  async #pullNext(): Promise<IteratorResult<T, undefined>> {
    if (this.#closedEarly !== null && !this.#isClosed) {
      // Subscribe first, and read when the subscription is active: a change between the two wakes the stream.
      this.#subscription ??= this.#source.subscribe(() => this.#wake());
      await Promise.race([this.#subscription, this.#closedEarly.promise]);
      this.#closedEarly = null;
    }
    while (!this.#isClosed) {
      this.#isWoken = false;
      const pulled = await this.#source.pull();
      if (this.#isClosed) break;
      if (pulled.kind === 'item') return { done: false, value: pulled.item };
      if (pulled.kind === 'end') this.#close();
      else if (pulled.kind === 'none') await this.#change();
    }
    return { done: true, value: undefined };
  }

  /** Resolves when something has changed since the last pull began, or the stream is closed. */
  async #change(): Promise<void> {
    if (this.#isWoken) return;
    await new Promise<void>((resolve) => {
      this.#resume = resolve;
    });
  }

  #wake(): void {
    this.#isWoken = true;
    this.#resume?.();
    this.#resume = null;
  }

  #close(): void {
    if (this.#isClosed) return;
    this.#isClosed = true;
    this.#subscription?.then(
      (unsubscribe) => unsubscribe(),
      // The `next` that was waiting for the subscription has thrown this error.
      () => undefined,
    );
    this.#closedEarly?.resolve();
    this.#wake();
  }
}

/**
 * A stream that its reader pulls. It keeps no queue: a reader that stops reading costs one flag, and gets the newest
 * state when it reads again. `return` ends the stream at once, also during a `next`: the `return` of an async generator
 * would wait for that `next`.
 */
export const createStream = <T>(source: StreamSource<T>): AsyncIterableIterator<T, undefined, undefined> =>
  new Stream(source);
