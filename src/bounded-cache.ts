/**
 * Values by key, bounded by weight. When room is needed, entries are looked at in the order in which they came: one that
 * was used since the last look stays, the others are removed. So what is used once does not remove what is used often,
 * and a use moves nothing (SIEVE, Zhang et al., NSDI 2024).
 */
export interface BoundedCache<Key, Value> {
  /** Counts as a use. */
  get(key: Key): Value | undefined;
  /** @param weight of the key and the value together; what weighs more than all may is not kept. */
  set(key: Key, value: Value, weight: number): void;
  delete(key: Key): void;
}

interface Entry<Key, Value> {
  readonly key: Key;
  value: Value;
  weight: number;
  isUsed: boolean;
  older: Entry<Key, Value> | null;
  newer: Entry<Key, Value> | null;
}

/**
 * The entries are linked to each other. An iterator of a Map that is kept would keep alive, in V8, every table that the Map
 * has had since, with the values that were in it.
 *
 * @param maxWeight of all entries together, in the unit of `set`, e.g. bytes.
 */
export const createBoundedCache = <Key, Value>(maxWeight: number): BoundedCache<Key, Value> => {
  const entries = new Map<Key, Entry<Key, Value>>();
  let oldest: Entry<Key, Value> | null = null;
  let newest: Entry<Key, Value> | null = null;
  /** The next entry to look at; null: the oldest. Older ones were looked at in this round, and stayed. */
  let hand: Entry<Key, Value> | null = null;
  let total = 0;

  /** Takes an entry out of the links, and leaves it in the Map. */
  const unlink = (entry: Entry<Key, Value>): void => {
    const { older, newer } = entry;
    if (older === null) oldest = newer;
    else older.newer = newer;
    if (newer === null) newest = older;
    else newer.older = older;
    if (hand === entry) hand = newer;
    total -= entry.weight;
  };

  /** Puts an entry behind all others. */
  const link = (entry: Entry<Key, Value>): void => {
    entry.older = newest;
    entry.newer = null;
    if (newest === null) oldest = entry;
    else newest.newer = entry;
    newest = entry;
    total += entry.weight;
  };

  const remove = (entry: Entry<Key, Value>): void => {
    unlink(entry);
    entries.delete(entry.key);
  };

  const lookAtNext = (): void => {
    const entry = hand ?? oldest;
    if (entry === null) return;
    hand = entry.newer;
    if (entry.isUsed) entry.isUsed = false;
    else remove(entry);
  };

  return {
    get(key) {
      const entry = entries.get(key);
      if (entry === undefined) return undefined;
      entry.isUsed = true;
      return entry.value;
    },
    set(key, value, weight) {
      const replaced = entries.get(key);
      if (replaced !== undefined) unlink(replaced);
      if (weight > maxWeight) return void entries.delete(key);
      while (total + weight > maxWeight) lookAtNext();
      if (replaced === undefined) {
        const entry: Entry<Key, Value> = { key, value, weight, isUsed: false, older: null, newer: null };
        entries.set(key, entry);
        link(entry);
        return;
      }
      // The entry stays, and its place in the Map: V8 copies each new object that lives on twice, before it counts as long-lived.
      replaced.value = value;
      replaced.weight = weight;
      replaced.isUsed = false;
      link(replaced);
    },
    delete(key) {
      const entry = entries.get(key);
      if (entry !== undefined) remove(entry);
    },
  };
};
