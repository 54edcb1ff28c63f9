import { DatabaseSync } from 'node:sqlite';
import { parentPort, workerData } from 'node:worker_threads';

/** SQLite's codes for a damaged file, and for one that is no database. */
const DAMAGES = [11, 26];

const verify = (path: string): string => {
  const db = new DatabaseSync(path, { readOnly: true });
  try {
    return String(db.prepare('PRAGMA quick_check(1)').get()?.['quick_check']);
  } catch (error) {
    if (error instanceof Error && 'errcode' in error && DAMAGES.includes(Number(error.errcode))) return error.message;
    throw error;
  } finally {
    db.close();
  }
};

/* A thread that reads the database file whole whose path it is given, and says `ok` or what is damaged. */
parentPort?.postMessage(verify(workerData));
