import { existsSync, statSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import { unusableFile } from '../unusable-store-error.ts';
import { migrate, STEPS, stepsTaken } from './migrations.ts';
import { createPrivateFile } from './private-file.ts';
import { MAX_WAL_BYTES } from './wal-monitor.ts';

/** How long to wait at the start for a lock of another process, in milliseconds. */
const OPEN_TIMEOUT_MS = 5_000;
/** Files up to this size are verified page by page before use: 256 MiB, about a second. */
const VERIFIED_BYTES = 256 * 1_024 * 1_024;

const verify = (db: DatabaseSync, path: string): void => {
  if (path !== ':memory:' && statSync(path).size > VERIFIED_BYTES) return;
  const result = db.prepare('PRAGMA quick_check(1)').get()?.['quick_check'];
  if (result !== 'ok') throw new Error(`it is damaged: ${result}`);
};

/**
 * Opens a database file, made if missing, in WAL mode at the newest schema.
 *
 * `synchronous=FULL`: an acknowledged write survives a power cut, and not only a crash of the process. Writes are
 * grouped to pay for it (docs/decisions/005-durability.md).
 *
 * @param path of the file, or `:memory:`.
 * @throws UnusableStoreError
 */
export const openDatabase = (path: string): DatabaseSync => {
  let db: DatabaseSync | null = null;
  try {
    if (path !== ':memory:') createPrivateFile(path);
    db = new DatabaseSync(path, { timeout: OPEN_TIMEOUT_MS });
    db.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON;');
    db.exec(`PRAGMA journal_size_limit = ${MAX_WAL_BYTES}`);
    verify(db, path);
    migrate(db);
    // From here on, the write queue waits for locks without blocking.
    db.exec('PRAGMA busy_timeout = 0');
    return db;
  } catch (cause) {
    db?.close();
    throw unusableFile(path, cause);
  }
};

/**
 * Opens a database file that a gateway uses, beside it: nothing is made, mended or migrated.
 *
 * @throws UnusableStoreError
 */
export const openBeside = (path: string, { readOnly }: { readonly readOnly: boolean }): DatabaseSync => {
  let db: DatabaseSync | null = null;
  try {
    // SQLite would create a missing file.
    if (!existsSync(path)) throw new Error('there is no such file');
    db = new DatabaseSync(path, { readOnly, timeout: OPEN_TIMEOUT_MS });
    // What the operator deletes is overwritten.
    db.exec('PRAGMA secure_delete = ON');
    const taken = stepsTaken(db);
    if (taken !== STEPS) throw new Error(`its schema is number ${taken}, and this program speaks number ${STEPS}`);
    return db;
  } catch (cause) {
    db?.close();
    throw unusableFile(path, cause);
  }
};
