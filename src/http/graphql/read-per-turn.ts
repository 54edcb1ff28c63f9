/**
 * Reads once for all who ask for the same in one turn of the event loop. The read comes at the end of the turn, after the last
 * of them has asked: what it brings is never older than a question for it.
 */
export const readPerTurn = <Value>(read: (key: string) => Promise<Value>): ((key: string) => Promise<Value>) => {
  /** What was asked for in this turn. */
  const values = new Map<string, Promise<Value>>();
  let endOfTurn = Promise.resolve();

  return (key) => {
    if (values.size === 0) {
      endOfTurn = new Promise((resolve) => {
        setImmediate(() => {
          values.clear();
          resolve();
        });
      });
    }
    const value = values.get(key) ?? endOfTurn.then(() => read(key));
    values.set(key, value);
    return value;
  };
};
