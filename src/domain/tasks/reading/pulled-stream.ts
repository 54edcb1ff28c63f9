import { BaseStream, type Receiver } from './stream.ts';

/** What a pull brought; `none`: nothing, until the stream is woken. */
export type Pulled<T> =
  | { readonly kind: 'item'; readonly item: T }
  | { readonly kind: 'end' }
  /** Nothing in this part; the next pull goes on with the next part. */
  | { readonly kind: 'more' }
  | { readonly kind: 'none' };

/**
 * A stream that its reader pulls. It keeps no queue: a reader that stops reading costs one flag, and gets the newest
 * state when it reads again. `return` ends the stream at once, also during a `next`: the `return` of an async generator
 * would wait for that `next`.
 *
 * A class that its sources extend, without a promise that waits: there is a stream for each subscriber, most of them wait
 * for hours, and a change that is told to thousands meets the memory of each of them.
 */
export abstract class PulledStream<T> extends BaseStream<T> {
  #state: 'new' | 'subscribing' | 'active' | 'closed' = 'new';
  /** What waits for the next item. */
  #receiver: Receiver<T> | null = null;
  #isPulling = false;
  /** Whether something has changed since the last pull began. */
  #isWoken = false;

  /**
   * The next item as things are now: at once, unless it has to be read. Called again after each wake-up. Must not throw; a
   * promise may reject.
   */
  protected abstract pull(): Pulled<T> | Promise<Pulled<T>>;
  /** Subscribes to changes. Resolves when the subscription is active; a change after that calls `wake`. */
  protected abstract subscribe(): Promise<void>;
  /** Ends the subscription, which may not be active yet, or have failed. */
  protected abstract unsubscribe(): void;

  request(receiver: Receiver<T>): void {
    if (this.#receiver !== null) throw new Error('A stream is asked for one item at a time.');
    if (this.#state === 'closed') {
      receiver.end();
      return;
    }
    this.#receiver = receiver;
    if (this.#state === 'new') this.#subscribe();
    else if (this.#state === 'active') this.#pull();
  }

  /** Subscribes before the first request does. To be closed where no item is requested. */
  async open(): Promise<void> {
    this.#state = 'subscribing';
    await this.subscribe();
    if (this.#state === 'subscribing') this.#state = 'active';
  }

  close(): void {
    this.#close()?.end();
  }

  protected wake(): void {
    this.#isWoken = true;
    if (this.#state === 'active' && this.#receiver !== null && !this.#isPulling) this.#pull();
  }

  /** Subscribes first, and reads when the subscription is active: a change between the two wakes the stream. */
  #subscribe(): void {
    this.open().then(
      () => {
        if (this.#state === 'active') this.#pull();
      },
      (error: unknown) => this.#close()?.fail(error),
    );
  }

  /** Pulls until something was handed over, or there is nothing. */
  #pull(): void {
    for (let isAgain = true; isAgain; ) {
      this.#isWoken = false;
      const pulled = this.pull();
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
      (error: unknown) => this.#close()?.fail(error),
    );
    return false;
  }

  /** @returns whether to pull again. */
  #take(pulled: Pulled<T>): boolean {
    if (pulled.kind === 'more') return true;
    if (pulled.kind === 'none') return this.#isWoken;
    if (pulled.kind === 'end') this.close();
    else this.#release()?.take(pulled.item);
    return false;
  }

  /** Takes the receiver that waits; null: there is none. */
  #release(): Receiver<T> | null {
    const receiver = this.#receiver;
    this.#receiver = null;
    return receiver;
  }

  /** @returns the receiver that waits, to be told of the end. */
  #close(): Receiver<T> | null {
    if (this.#state === 'subscribing' || this.#state === 'active') this.unsubscribe();
    this.#state = 'closed';
    return this.#release();
  }
}
