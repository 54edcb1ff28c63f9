import { createEndOfTurn } from '../end-of-turn.ts';

/**
 * Reads once for all who ask for the same in one turn of the event loop. The read comes at the end of the turn, after the last
 * of them has asked: what it brings is never older than a question for it.
 */
export const readPerTurn = <Value>(read: (key: string) => Promise<Value>): ((key: string) => Promise<Value>) => {
  const endOfTurn = createEndOfTurn();
  const values = new Map<string, Promise<Value>>();

  return (key) => {
    const known = values.get(key);
    if (known !== undefined) return known;
    const value = endOfTurn().then(() => {
      values.delete(key);
      return read(key);
    });
    values.set(key, value);
    return value;
  };
};
