import { PATIENCE_MS } from './patience.ts';

/** A stream that is read as it comes, and remembered. */
export interface Following<T> {
  readonly messages: readonly T[];
  /** The first message that fits, of those that have come or come yet. Rejects when the stream ends without. */
  until(fits: (message: T) => boolean): Promise<T>;
  /** All messages, once the stream has completed. Rejects when it breaks. */
  end(): Promise<readonly T[]>;
}

export const follow = <T>(stream: AsyncIterable<T>): Following<T> => {
  const messages: T[] = [];
  const waiting = new Set<() => void>();
  let over = false;
  const tell = (): void => {
    for (const wake of waiting) wake();
    waiting.clear();
  };
  const read = async (): Promise<readonly T[]> => {
    try {
      for await (const message of stream) {
        messages.push(message);
        tell();
      }
      return messages;
    } finally {
      over = true;
      tell();
    }
  };
  const ended = read();
  // Whoever wants to know awaits it; a stream that nobody waits for may break.
  ended.catch(() => undefined);

  /** Resolves with the next news of the stream. */
  const news = (deadline: number): Promise<void> =>
    new Promise((resolve, reject) => {
      const late = (): void => reject(new Error(`Waited in vain; the stream said ${JSON.stringify(messages)}`));
      const timer = setTimeout(late, deadline - performance.now());
      waiting.add(() => {
        clearTimeout(timer);
        resolve();
      });
    });

  return {
    messages,
    async until(fits) {
      const deadline = performance.now() + PATIENCE_MS;
      for (;;) {
        const found = messages.find(fits);
        if (found !== undefined) return found;
        if (over) {
          await ended;
          throw new Error(`The stream ended before that; it said ${JSON.stringify(messages)}`);
        }
        await news(deadline);
      }
    },
    async end() {
      const deadline = performance.now() + PATIENCE_MS;
      while (!over) await news(deadline);
      return await ended;
    },
  };
};
