import { statSync } from 'node:fs';
import { Worker } from 'node:worker_threads';
import type { Clock } from '../../domain/ports/clock.ts';
import type { Logger } from '../../domain/ports/logger.ts';
import { type UnusableStoreError, unusableFile } from '../unusable-store-error.ts';

/** Files up to this size are read whole: 256 MiB, about a second, for which a shutdown may have to wait. */
const VERIFIED_BYTES = 256 * 1_024 * 1_024;
/** How long after the start, in milliseconds: until then clients come back, and the first answers take what there is. */
const VERIFY_AFTER_MS = 10_000;

/** Reads a file on a thread of its own. @returns `ok`, or what is damaged; null when `signal` has ended it. */
const readWhole = (path: string, signal: AbortSignal): Promise<string | null> =>
  new Promise((resolve, reject) => {
    const thread = new Worker(new URL('verify-thread.ts', import.meta.url), { workerData: path });
    thread.unref();
    signal.addEventListener('abort', () => void thread.terminate(), { once: true });
    // Where Node watches files, it tells by messages of its own what the thread has imported.
    thread.on('message', (message: unknown) => {
      if (typeof message === 'string') resolve(message);
    });
    thread.once('error', reject);
    thread.once('exit', () => resolve(null));
  });

/**
 * Verifies a database file page by page beside the traffic, once, a while after it was opened. How long a start takes does
 * not depend on the size of the file (docs/decisions/064-start.md).
 *
 * @param path of the file; one in memory is not verified.
 * @param clock a steady clock.
 * @returns `damage` is what was found, null as long as it is nothing; `stop` ends it.
 */
export const verifyLater = (path: string, clock: Clock, logger: Logger) => {
  const stopped = new AbortController();
  const { signal } = stopped;
  let damage: UnusableStoreError | null = null;

  const verify = async (): Promise<void> => {
    await clock.wait(VERIFY_AFTER_MS, signal);
    if (signal.aborted || statSync(path).size > VERIFIED_BYTES) return;
    const found = await readWhole(path, signal);
    if (found === null) return;
    if (found === 'ok') return logger.debug({ path }, 'the database file was verified');
    damage = unusableFile(path, new Error(`it is damaged: ${found}`));
    logger.error({ err: damage }, 'not ready from now on: the database file is damaged');
  };

  if (path !== ':memory:') {
    verify().catch((error: unknown) => logger.warn({ err: error, path }, 'the database file could not be verified'));
  }
  return { damage: () => damage, stop: () => stopped.abort() };
};
