import { resolve } from 'node:path';

/** Thrown when what DATABASE_URL names cannot be used as a store; the message says what it is and why. */
export class UnusableStoreError extends Error {
  override readonly name = 'UnusableStoreError';
}

/** SQLite's codes for a file that may not be written to, or not be opened. */
const SQLITE_READONLY = 8;
const SQLITE_CANTOPEN = 14;

/** Whether the rights of the process may be the reason: then its user and the whole path help. */
const isAboutRights = (cause: unknown): boolean => {
  if (!(cause instanceof Error)) return false;
  const errcode = 'errcode' in cause ? Number(cause.errcode) & 0xff : null;
  return errcode === SQLITE_READONLY || errcode === SQLITE_CANTOPEN || 'syscall' in cause;
};

const unusable = (what: string, path: string, cause: unknown): UnusableStoreError => {
  const reason = (cause instanceof Error ? cause.message : String(cause)).replaceAll('\n', ' ');
  const where = isAboutRights(cause) ? ` (${resolve(path)}, opened by uid ${process.getuid?.() ?? 'unknown'})` : '';
  return new UnusableStoreError(`${what}: ${reason}${where}`, { cause });
};

/** The error for a database file that cannot be used. */
export const unusableFile = (path: string, cause: unknown): UnusableStoreError =>
  unusable(`The database file ${path} cannot be used`, path, cause);

/** The error for a backup that could not be made. */
export const unusableBackup = (path: string, cause: unknown): UnusableStoreError =>
  unusable(`The backup ${path} could not be made`, path, cause);
