import { existsSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import { unusableFile } from '../unusable-store-error.ts';
import { migrate, STEPS, stepsTaken } from './migrations.ts';
import { createPrivateFile } from './private-file.ts';
import { MAX_WAL_BYTES } from './wal-monitor.ts';

/** How long to wait at the start for a lock of another process, in milliseconds. */
const OPEN_TIMEOUT_MS = 5_000;
/**
 * Reads a row of each table, so that a file that was cut short, or is damaged where every read begins, is refused. The rest
 * is verified beside the traffic (`verify-later.ts`): here, it would make the start of a large store slow.
 *
 * @throws Error
 */
const readTables = (db: DatabaseSync): void => {
  for (const { name } of db.prepare("SELECT name FROM sqlite_schema WHERE type = 'table'").all()) {
    db.prepare(`SELECT * FROM "${name}" LIMIT 1`).get();
  }
};

/**
 * Opens a database file, made if missing, in WAL mode at the newest schema.
 *
 * `synchronous=FULL`: an acknowledged write survives a power cut, and not only a crash of the process. Writes are
 * grouped to pay for it (docs/decisions/005-durability.md), and the write queue takes the flush over.
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
    readTables(db);
    // What an earlier process left in the log is brought to the disk: it may have ended because a flush had failed.
    db.exec('PRAGMA wal_checkpoint');
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
