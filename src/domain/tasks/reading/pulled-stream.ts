import { BaseStream, type Receive, type Step, type Stream } from './stream.ts';

/** What a pull brought; `none`: nothing, until the stream is woken. */
export type Pulled<T> =
  | { readonly kind: 'item'; readonly item: T }
  | { readonly kind: 'end' }
  /** Nothing in this part; the next pull goes on with the next part. */
  | { readonly kind: 'more' }
  | { readonly kind: 'none' };

export interface StreamSource<T> {
  /**
   * The next item as things are now: at once, unless it has to be read. Called again after each wake-up. Must not throw; a
   * promise may reject.
   */
  pull(): Pulled<T> | Promise<Pulled<T>>;
  /**
   * Subscribes to changes. Resolves when the subscription is active; a change after that calls `wake`.
   *
   * @returns how to unsubscribe.
   */
  subscribe(wake: () => void): Promise<() => void>;
}

/** A class without a promise that waits: there is a stream for each subscriber, and most of them wait for hours. */
class PulledStream<T> extends BaseStream<T> {
  readonly #source: StreamSource<T>;
  #state: 'new' | 'subscribing' | 'active' | 'closed' = 'new';
  #unsubscribe: (() => void) | null = null;
  /** Who waits for the next item. */
  #receive: Receive<T> | null = null;
  #isPulling = false;
  /** Whether something has changed since the last pull began. */
  #isWoken = false;

  constructor(source: StreamSource<T>) {
    super();
    this.#source = source;
  }

  request(receive: Receive<T>): void {
    if (this.#receive !== null) throw new Error('A stream is asked for one item at a time.');
    this.#receive = receive;
    if (this.#state === 'new') this.#subscribe();
    else if (this.#state === 'active') this.#pull();
    else if (this.#state === 'closed') this.#hand({ kind: 'end' });
  }

  close(): void {
    this.#end({ kind: 'end' });
  }

  /** Subscribes first, and reads when the subscription is active: a change between the two wakes the stream. */
  #subscribe(): void {
    this.#state = 'subscribing';
    this.#source
      .subscribe(() => this.#wake())
      .then(
        (unsubscribe) => {
          if (this.#state === 'closed') {
            unsubscribe();
            return;
          }
          this.#state = 'active';
          this.#unsubscribe = unsubscribe;
          this.#pull();
        },
        (error: unknown) => this.#end({ kind: 'failure', error }),
      );
  }

  #wake(): void {
    this.#isWoken = true;
    if (this.#state === 'active' && this.#receive !== null && !this.#isPulling) this.#pull();
  }

  /** Pulls until something was handed over, or there is nothing. */
  #pull(): void {
    for (let isAgain = true; isAgain; ) {
      this.#isWoken = false;
      const pulled = this.#source.pull();
      isAgain = pulled instanceof Promise ? this.#await(pulled) : this.#take(pulled);
    }
  }

  /** @returns false: what it brings pulls again by itself. */
  #await(pulled: Promise<Pulled<T>>): boolean {
    this.#isPulling = true;
    pulled.then(
      (brought) => {
        this.#isPulling = false;
        if (this.#state === 'active' && this.#take(brought)) this.#pull();
      },
      (error: unknown) => this.#end({ kind: 'failure', error }),
    );
    return false;
  }

  /** @returns whether to pull again. */
  #take(pulled: Pulled<T>): boolean {
    if (pulled.kind === 'more') return true;
    if (pulled.kind === 'none') return this.#isWoken;
    if (pulled.kind === 'end') this.#end(pulled);
    else this.#hand(pulled);
    return false;
  }

  #hand(step: Step<T>): void {
    const receive = this.#receive;
    this.#receive = null;
    receive?.(step);
  }

  #end(step: Step<T>): void {
    if (this.#state === 'closed') return;
    this.#state = 'closed';
    this.#unsubscribe?.();
    this.#hand(step);
  }
}

/**
 * A stream that its reader pulls. It keeps no queue: a reader that stops reading costs one flag, and gets the newest
 * state when it reads again. `return` ends the stream at once, also during a `next`: the `return` of an async generator
 * would wait for that `next`.
 */
export const createStream = <T>(source: StreamSource<T>): Stream<T> => new PulledStream(source);
