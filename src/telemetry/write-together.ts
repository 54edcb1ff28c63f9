import type { DestinationStream } from 'pino';

/** Characters that are written at once, without waiting for the end of the turn. */
const MAX_WAITING = 65_536;

/**
 * A destination that gets the lines of one turn of the event loop together: a write of a single line takes as long as
 * half of a request. The lines are there before the next turn begins, and before the process exits, also after an
 * uncaught error. A process that is killed loses the lines of its last turn.
 */
export const writePerTurn = (destination: DestinationStream): DestinationStream => {
  let waiting = '';

  const flush = (): void => {
    if (waiting === '') return;
    const text = waiting;
    waiting = '';
    destination.write(text);
  };

  process.on('exit', flush);
  return {
    write(line) {
      if (waiting === '') setImmediate(flush);
      waiting += line;
      if (waiting.length > MAX_WAITING) flush();
    },
  };
};
