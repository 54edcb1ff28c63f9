import { BaseStream, type Receive, type Stream } from './stream.ts';

type Map<T, U> = (item: T) => U | Promise<U>;

class MappedStream<T, U> extends BaseStream<U> {
  readonly #source: Stream<T>;
  readonly #map: Map<T, U>;

  constructor(source: Stream<T>, map: Map<T, U>) {
    super();
    this.#source = source;
    this.#map = map;
  }

  request(receive: Receive<U>): void {
    this.#source.request((step) => {
      if (step.kind === 'item') this.#handMapped(step.item, receive);
      else receive(step);
    });
  }

  close(): void {
    this.#source.close();
  }

  /** What `map` throws comes as a failure, like that of a promise. */
  #mapped(item: T): U | Promise<U> {
    try {
      return this.#map(item);
    } catch (error) {
      return Promise.reject(error);
    }
  }

  #handMapped(item: T, receive: Receive<U>): void {
    const mapped = this.#mapped(item);
    if (!(mapped instanceof Promise)) receive({ kind: 'item', item: mapped });
    else {
      mapped.then(
        (settled) => receive({ kind: 'item', item: settled }),
        (error: unknown) => {
          this.close();
          receive({ kind: 'failure', error });
        },
      );
    }
  }
}

/** A stream of what `map` makes of each item. An error of `map` ends it, and its source. */
export const mapStream = <T, U>(source: Stream<T>, map: Map<T, U>): Stream<U> => new MappedStream(source, map);
