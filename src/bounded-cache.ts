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

interface Entry<Value> {
  readonly value: Value;
  readonly weight: number;
  isUsed: boolean;
}

/** @param maxWeight of all entries together, in the unit of `set`, e.g. bytes. */
export const createBoundedCache = <Key, Value>(maxWeight: number): BoundedCache<Key, Value> => {
  /** In the order in which they came. */
  const entries = new Map<Key, Entry<Value>>();
  let total = 0;
  /** The next entry to look at. Those before it were looked at in this round, and stayed. */
  let hand = entries.entries();

  const remove = (key: Key): void => {
    total -= entries.get(key)?.weight ?? 0;
    entries.delete(key);
  };

  const lookAtNext = (): void => {
    const { value, done } = hand.next();
    if (done) hand = entries.entries();
    else if (value[1].isUsed) value[1].isUsed = false;
    else remove(value[0]);
  };

  return {
    get(key) {
      const entry = entries.get(key);
      if (entry === undefined) return undefined;
      entry.isUsed = true;
      return entry.value;
    },
    set(key, value, weight) {
      remove(key);
      if (weight > maxWeight) return;
      while (total + weight > maxWeight) lookAtNext();
      entries.set(key, { value, weight, isUsed: false });
      total += weight;
    },
    delete: remove,
  };
};
