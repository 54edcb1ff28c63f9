import type { DestinationStream } from 'pino';

/** Characters that are written at once, without waiting. */
const MAX_WAITING = 65_536;

/** The shortest time from one write to the next, in milliseconds. */
const PAUSE_MS = 5;

/**
 * A destination that gets the lines of one turn of the event loop together, and of `PAUSE_MS` where there are lines all the
 * time: a write of a single line takes as long as half of a request. After an uncaught error the lines are there before the
 * process exits. A process that is killed loses those of its last turn, or of its last milliseconds.
 *
 * @param now milliseconds, of a clock that is never set.
 */
export const writeTogether = (destination: DestinationStream, now: () => number): DestinationStream => {
  let waiting = '';
  let writtenAt = Number.NEGATIVE_INFINITY;

  const flush = (): void => {
    if (waiting === '') return;
    const text = waiting;
    waiting = '';
    writtenAt = now();
    destination.write(text);
  };

  const flushSoon = (): void => {
    const pause = writtenAt + PAUSE_MS - now();
    if (pause > 0) setTimeout(flush, pause);
    else setImmediate(flush);
  };

  process.on('exit', flush);
  return {
    write(line) {
      if (waiting === '') flushSoon();
      waiting += line;
      if (waiting.length > MAX_WAITING) flush();
    },
  };
};
