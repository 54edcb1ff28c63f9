import { existsSync, realpathSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import { unusableFile } from '../unusable-store-error.ts';
import { createPrivateFile } from './private-file.ts';

/** A lock on a database file: at most one gateway has it. */
export interface GatewayLock {
  release(): void;
}

/** How long to wait for a gateway that is just ending, in milliseconds. */
const LOCK_TIMEOUT_MS = 2_000;

const SQLITE_BUSY = 5;

const isBusy = (error: unknown): boolean =>
  error instanceof Error && 'errcode' in error && error.errcode === SQLITE_BUSY;

/** Takes the lock, which is a transaction on an empty database beside the file. */
const hold = (file: string): DatabaseSync => {
  createPrivateFile(file);
  const db = new DatabaseSync(file, { timeout: LOCK_TIMEOUT_MS });
  try {
    // Nothing is ever written, so no journal has to be kept on the disk.
    db.exec('PRAGMA journal_mode = MEMORY; BEGIN EXCLUSIVE');
    return db;
  } catch (error) {
    db.close();
    throw error;
  }
};

/**
 * Takes the lock that a gateway holds for as long as it runs. The operating system releases it when the process ends
 * for any reason. Tools that read or back up the database are not concerned: the lock is on a file of its own.
 *
 * @param path of the database file, which may not exist yet, or `:memory:`.
 * @throws UnusableStoreError when another gateway has it. Nothing was changed then.
 */
export const lockForGateway = (path: string): GatewayLock => {
  if (path === ':memory:') return { release: () => undefined };
  try {
    // A symbolic link is another name of the same database.
    const db = hold(`${existsSync(path) ? realpathSync(path) : path}.lock`);
    return { release: () => db.close() };
  } catch (cause) {
    throw unusableFile(path, isBusy(cause) ? 'another gateway is running on it' : cause);
  }
};
