import type { Receiver, Stream } from '../../domain/tasks/reading/stream.ts';

/** Sends a result. @param sent called when the next one may be sent. */
export type Send<T> = (result: T, sent: () => void) => void;

/**
 * A subscription whose results go straight from their stream to a socket. graphql-ws gets it in place of the stream: an
 * iterator without items, which ends when the stream does. Its own way would take some twenty promises for each message.
 */
class Delivery<T> implements AsyncIterableIterator<never, void, void>, Receiver<T> {
  readonly #results: Stream<T>;
  readonly #send: Send<T>;
  readonly #ended = Promise.withResolvers<IteratorReturnResult<void>>();
  readonly #request = (): void => this.#results.request(this);

  constructor(results: Stream<T>, send: Send<T>) {
    this.#results = results;
    this.#send = send;
  }

  /** Sends results until they end; rejects with their failure. The next one is requested when the last one was sent. */
  next(): Promise<IteratorReturnResult<void>> {
    this.#request();
    return this.#ended.promise;
  }

  take(result: T): void {
    try {
      this.#send(result, this.#request);
    } catch (error) {
      this.#results.close();
      this.fail(error);
    }
  }

  end(): void {
    this.#ended.resolve({ done: true, value: undefined });
  }

  fail(error: unknown): void {
    this.#ended.reject(error);
  }

  /** Ends at once, also where no result is requested because the last one was not sent yet. */
  async return(): Promise<IteratorReturnResult<void>> {
    this.#results.close();
    this.end();
    return { done: true, value: undefined };
  }

  [Symbol.asyncIterator](): this {
    return this;
  }
}

export const deliver = <T>(results: Stream<T>, send: Send<T>): AsyncIterableIterator<never, void, void> =>
  new Delivery(results, send);
