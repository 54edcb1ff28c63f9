/** Gets what a request for one item brings: one call of one of these functions. None of them may throw. */
export interface Receiver<T> {
  take(item: T): void;
  /** The stream has ended. */
  end(): void;
  /** The stream has ended with an error. */
  fail(error: unknown): void;
}

/** A generator that can also be asked for an item without a promise. */
export interface Stream<T> extends AsyncGenerator<T, void, void> {
  /**
   * `next` as a call: hands over the next item once it is there, which may be at once. A change that wakes the stream is
   * handed over before `wake` returns. One request at a time.
   */
  request(receiver: Receiver<T>): void;
  /** Ends the stream; a request that waits gets the end. */
  close(): void;
}

export const isStream = <T>(iterable: AsyncIterable<T>): iterable is Stream<T> => iterable instanceof BaseStream;

/** What every stream makes of `request` and `close`. */
export abstract class BaseStream<T> implements Stream<T> {
  abstract request(receiver: Receiver<T>): void;
  abstract close(): void;

  next(): Promise<IteratorResult<T, void>> {
    return new Promise((resolve, reject) =>
      this.request({
        take: (value) => resolve({ done: false, value }),
        end: () => resolve({ done: true, value: undefined }),
        fail: reject,
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
