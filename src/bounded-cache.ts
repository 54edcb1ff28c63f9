/** Values by key, bounded by weight: the least recently used one leaves first. */
export interface BoundedCache<Key, Value> {
  /** Counts as a use. */
  get(key: Key): Value | undefined;
  /** @param weight of the key and the value together; what weighs more than all may is not kept. */
  set(key: Key, value: Value, weight: number): void;
  delete(key: Key): void;
}

/** @param maxWeight of all entries together, in the unit of `set`, e.g. bytes. */
export const createBoundedCache = <Key, Value>(maxWeight: number): BoundedCache<Key, Value> => {
  /** In the order of use: a Map keeps the order in which its keys were added. */
  const entries = new Map<Key, { readonly value: Value; readonly weight: number }>();
  let total = 0;
  /** The key that was used last: it need not be moved. */
  let newest: Key | undefined;

  const remove = (key: Key): void => {
    const entry = entries.get(key);
    if (entry === undefined) return;
    total -= entry.weight;
    entries.delete(key);
    if (newest === key) newest = undefined;
  };

  return {
    get(key) {
      const entry = entries.get(key);
      if (entry === undefined) return undefined;
      if (newest !== key) {
        entries.delete(key);
        entries.set(key, entry);
        newest = key;
      }
      return entry.value;
    },
    set(key, value, weight) {
      remove(key);
      entries.set(key, { value, weight });
      newest = key;
      total += weight;
      for (const oldest of entries.keys()) {
        if (total <= maxWeight) break;
        remove(oldest);
      }
    },
    delete: remove,
  };
};
