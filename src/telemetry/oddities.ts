import type { Logger } from '../domain/ports/logger.ts';
import type { NoteOddity } from '../domain/ports/provider.ts';
import type { Metrics } from './metrics.ts';

/** Distinct oddities that are logged by one process; further ones are counted only. */
const MAX_LOGGED = 100;
/** Characters of a value in the log. */
const MAX_CHARACTERS = 200;

/** Counts every oddity of the provider's, and logs each distinct one once. */
export const createOddityRecorder = (metrics: Pick<Metrics, 'oddity'>, logger: Pick<Logger, 'warn'>): NoteOddity => {
  const logged = new Set<string>();
  return ({ what, value }) => {
    metrics.oddity(what);
    const shown = value.slice(0, MAX_CHARACTERS).toWellFormed();
    const key = `${what} ${shown}`;
    if (logged.size >= MAX_LOGGED || logged.has(key)) return;
    logged.add(key);
    logger.warn({ what, value: shown }, 'the provider said something that has no known meaning');
  };
};
