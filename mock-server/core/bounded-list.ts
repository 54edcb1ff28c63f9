/** A list that forgets its oldest entries, and remembers how many it forgot. */
export interface BoundedList<T> {
  add(entry: T): void;
  all(): readonly T[];
  /** Entries dropped since the last `clear`. */
  readonly dropped: number;
  clear(): void;
}

/** Keeps the newest `capacity` entries; trims in batches, so that adding stays cheap. */
export const createBoundedList = <T>(capacity: number): BoundedList<T> => {
  let entries: T[] = [];
  let dropped = 0;
  return {
    add: (entry) => {
      entries.push(entry);
      if (entries.length < capacity * 1.25) return;
      dropped += entries.length - capacity;
      entries = entries.slice(-capacity);
    },
    all: () => entries.slice(-capacity),
    get dropped() {
      return dropped + Math.max(0, entries.length - capacity);
    },
    clear: () => {
      entries = [];
      dropped = 0;
    },
  };
};
