import { statSync } from 'node:fs';
import type { Logger } from '../../domain/ports/logger.ts';

/** Receives figures of the database. */
export interface StoreObserver {
  readonly logger: Logger;
  /** Called every few seconds with the size of the write-ahead log, in bytes. */
  walBytes(bytes: number): void;
}

/** The write-ahead log is cut to this size whenever it has been emptied: 64 MiB. Above it, a warning is due. */
export const MAX_WAL_BYTES = 64 * 1_024 * 1_024;

const CHECK_INTERVAL_MS = 10_000;

/** The size of a file; 0 for one that is missing. */
const sizeOf = (path: string): number => statSync(path, { throwIfNoEntry: false })?.size ?? 0;

/**
 * Watches the write-ahead log of a database. It grows for as long as another program keeps a read transaction open, and
 * nothing that a gateway could do makes it smaller meanwhile.
 *
 * @param path of the database file.
 * @returns `check` looks once; `stop` ends the watch.
 */
export const startWalMonitor = (path: string, { logger, walBytes }: StoreObserver, warnBytes = MAX_WAL_BYTES) => {
  let isLarge = false;
  const check = (): void => {
    const bytes = sizeOf(`${path}-wal`);
    walBytes(bytes);
    const wasLarge = isLarge;
    isLarge = bytes > warnBytes;
    if (isLarge && !wasLarge) {
      const message = 'the write-ahead log of the database is large: does another program keep reading the database?';
      logger.warn({ path: `${path}-wal`, bytes }, message);
    }
  };
  const timer = setInterval(check, CHECK_INTERVAL_MS);
  timer.unref();
  return { check, stop: () => clearInterval(timer) };
};
