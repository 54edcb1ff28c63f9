/** What a request for one item brought. */
export type Step<T> =
  | { readonly kind: 'item'; readonly item: T }
  | { readonly kind: 'end' }
  /** The stream has ended with it. */
  | { readonly kind: 'failure'; readonly error: unknown };

export type Receive<T> = (step: Step<T>) => void;

/** A generator that can also be asked for an item without a promise. */
export interface Stream<T> extends AsyncGenerator<T, void, void> {
  /**
   * `next` as a call: hands over the next item once it is there, which may be at once. A change that wakes the stream is
   * handed over before `wake` returns. One request at a time.
   *
   * @param receive must not throw.
   */
  request(receive: Receive<T>): void;
  /** Ends the stream; a request that waits gets the end. */
  close(): void;
}

export const isStream = <T>(iterable: AsyncIterable<T>): iterable is Stream<T> => iterable instanceof BaseStream;

/** What every stream makes of `request` and `close`. */
export abstract class BaseStream<T> implements Stream<T> {
  abstract request(receive: Receive<T>): void;
  abstract close(): void;

  next(): Promise<IteratorResult<T, void>> {
    return new Promise((resolve, reject) =>
      this.request((step) => {
        if (step.kind === 'failure') reject(step.error);
        else resolve(step.kind === 'item' ? { done: false, value: step.item } : { done: true, value: undefined });
      }),
    );
  }

  async return(): Promise<IteratorReturnResult<void>> {
    this.close();
    return { done: true, value: undefined };
  }

  async throw(error: unknown): Promise<never> {
    this.close();
    throw error;
  }

  [Symbol.asyncIterator](): this {
    return this;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.close();
  }
}
