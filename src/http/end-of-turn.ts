/** Resolves at the end of the turn of the event loop in which it was called; one promise is for all calls of a turn. */
export type EndOfTurn = () => Promise<void>;

export const createEndOfTurn = (): EndOfTurn => {
  let end: Promise<void> | null = null;
  return () => {
    end ??= new Promise((resolve) => {
      setImmediate(() => {
        end = null;
        resolve();
      });
    });
    return end;
  };
};
