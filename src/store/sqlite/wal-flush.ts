import { closeSync, fdatasync, openSync } from 'node:fs';
import type { DatabaseSync } from 'node:sqlite';
import { promisify } from 'node:util';

/** Flushes the write-ahead log of a database to the disk, on a thread beside the event loop. */
export interface WalFlush {
  /** Resolves when all that was committed before the call is on the disk. */
  run(): Promise<void>;
  close(): void;
}

/** SQLite's number for `synchronous = FULL`. */
const FULL = 2;

const flushFile = promisify(fdatasync);

const settingOf = (db: DatabaseSync, name: 'synchronous' | 'journal_mode'): unknown =>
  db.prepare(`PRAGMA ${name}`).get()?.[name];

/**
 * Takes the flush of each commit over from SQLite, which blocks its thread for it. SQLite still flushes around each
 * checkpoint, and before it writes at the beginning of the log again (docs/decisions/100-flush-beside-the-loop.md).
 *
 * SQLite holds the same file open for as long as the connection is open: it is not made anew meanwhile. It has no locks on
 * this file, which its descriptor would release when it is closed, as one of the database file would.
 *
 * @param db a connection that has read already, so that its log exists.
 * @returns null where there is no such log, where commits are not to be flushed, or where Node's permission model does not
 *   let this process do it: nothing is changed then.
 */
export const takeOverFlush = (db: DatabaseSync): WalFlush | null => {
  const path = db.location();
  if (path === null || process.permission !== undefined) return null;
  if (settingOf(db, 'journal_mode') !== 'wal' || settingOf(db, 'synchronous') !== FULL) return null;
  const log = openSync(`${path}-wal`, 'r+');
  db.exec('PRAGMA synchronous = NORMAL');
  return { run: () => flushFile(log), close: () => closeSync(log) };
};
