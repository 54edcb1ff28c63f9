/** A map that forgets what was not set for a while. */
export interface ExpiringMap<Value> {
  get(key: string): Value | undefined;
  /** @param now epoch milliseconds. */
  set(key: string, value: Value, now: number): void;
}

/**
 * A map that keeps an entry for `ms` milliseconds at least, and for twice as long at most while others are set.
 *
 * It is two maps, the older of which is dropped as a whole: to remove entry by entry from one map of ten thousands costs
 * more than all else that is done with an entry.
 */
export const createExpiringMap = <Value>(ms: number): ExpiringMap<Value> => {
  let older = new Map<string, Value>();
  let newer = new Map<string, Value>();
  let begunAt = 0;
  return {
    get: (key) => newer.get(key) ?? older.get(key),
    set(key, value, now) {
      // A beginning in the future comes from a clock that was set back.
      if (now < begunAt || now - begunAt >= ms) {
        older = newer;
        newer = new Map();
        begunAt = now;
      }
      newer.set(key, value);
    },
  };
};
