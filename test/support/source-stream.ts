import { type Pulled, PulledStream } from '../../src/domain/tasks/reading/pulled-stream.ts';

interface Source<T> {
  pull(): Pulled<T> | Promise<Pulled<T>>;
  subscribe(wake: () => void): Promise<void>;
  unsubscribe(): void;
}

class SourceStream<T> extends PulledStream<T> {
  readonly #source: Source<T>;

  constructor(source: Source<T>) {
    super();
    this.#source = source;
  }

  protected pull() {
    return this.#source.pull();
  }
  protected subscribe() {
    return this.#source.subscribe(() => this.wake());
  }
  protected unsubscribe() {
    this.#source.unsubscribe();
  }
}

/** A stream whose source is answered by the test. */
export const streamOf = <T>(source: Source<T>): PulledStream<T> => new SourceStream(source);
