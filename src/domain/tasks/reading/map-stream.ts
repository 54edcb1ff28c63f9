import { BaseStream, type Receiver, type Stream } from './stream.ts';

type Map<T, U> = (item: T) => U | Promise<U>;

/** Receives from its source itself: most streams wait, and a function for each request would be kept that long. */
class MappedStream<T, U> extends BaseStream<U> implements Receiver<T> {
  readonly #source: Stream<T>;
  readonly #map: Map<T, U>;
  /** The receiver of the last request. */
  #receiver: Receiver<U> | null = null;

  constructor(source: Stream<T>, map: Map<T, U>) {
    super();
    this.#source = source;
    this.#map = map;
  }

  request(receiver: Receiver<U>): void {
    this.#receiver = receiver;
    this.#source.request(this);
  }

  close(): void {
    this.#source.close();
  }

  take(item: T): void {
    const receiver = this.#receiver;
    const mapped = this.#mapped(item);
    if (!(mapped instanceof Promise)) receiver?.take(mapped);
    else {
      mapped.then(
        (settled) => receiver?.take(settled),
        (error: unknown) => {
          this.close();
          receiver?.fail(error);
        },
      );
    }
  }

  end(): void {
    this.#receiver?.end();
  }

  fail(error: unknown): void {
    this.#receiver?.fail(error);
  }

  /** What `map` throws comes as a failure, like that of a promise. */
  #mapped(item: T): U | Promise<U> {
    try {
      return this.#map(item);
    } catch (error) {
      return Promise.reject(error);
    }
  }
}

/** A stream of what `map` makes of each item. An error of `map` ends it, and its source. */
export const mapStream = <T, U>(source: Stream<T>, map: Map<T, U>): Stream<U> => new MappedStream(source, map);
