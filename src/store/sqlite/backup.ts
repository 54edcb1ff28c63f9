import { closeSync, existsSync, fsyncSync, linkSync, openSync, renameSync, rmSync } from 'node:fs';
import { dirname } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { unusableBackup } from '../unusable-store-error.ts';
import { beginEpoch } from './history.ts';

/** Waits until a file, or the names in a folder, are on the disk. */
const flush = (path: string): void => {
  const descriptor = openSync(path, 'r');
  try {
    fsyncSync(descriptor);
  } finally {
    closeSync(descriptor);
  }
};

/** Gives the copy its own name. @throws Error where it is taken */
const publish = (copy: string, file: string): void => {
  try {
    linkSync(copy, file);
  } catch {
    // A file system without hard links, or a name that is taken: then this fails as well.
    closeSync(openSync(file, 'wx', 0o600));
    renameSync(copy, file);
  }
};

/** Gives the copy an epoch of its own, and reads all of it. @throws Error */
const finish = (copy: string): void => {
  const db = new DatabaseSync(copy);
  try {
    beginEpoch(db);
    const result = db.prepare('PRAGMA integrity_check(1)').get()?.['integrity_check'];
    if (result !== 'ok') throw new Error(`the copy is damaged: ${result}`);
  } finally {
    db.close();
  }
};

/**
 * See `OperatorStore.backup`. The copy shows one moment; writers go on meanwhile. It is made under another name, and gets
 * its own only when it is whole, checked and on the disk. What was deleted is not in it.
 *
 * @throws UnusableStoreError
 */
export const backup = (db: DatabaseSync, file: string): void => {
  const copy = `${file}.partial-${process.pid}`;
  try {
    if (existsSync(file)) throw new Error('there is a file of this name already');
    // SQLite writes into an empty file as it finds it: readable for its owner only.
    closeSync(openSync(copy, 'wx', 0o600));
    try {
      db.prepare('VACUUM INTO ?').run(copy);
      finish(copy);
      flush(copy);
      publish(copy, file);
      flush(dirname(file));
    } finally {
      rmSync(copy, { force: true });
    }
  } catch (cause) {
    throw unusableBackup(file, cause);
  }
};
