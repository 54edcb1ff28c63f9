import { resolve } from 'node:path';

/** Thrown when what DATABASE_URL names cannot be used as a store; the message says what it is and why. */
export class UnusableStoreError extends Error {
  override readonly name = 'UnusableStoreError';
}

/** SQLite's codes for a file that may not be written to, a disk without space, and a file that cannot be opened. */
const SQLITE_READONLY = 8;
const SQLITE_FULL = 13;
const SQLITE_CANTOPEN = 14;

const FULL_CODES = ['ENOSPC', 'EDQUOT'];

/** What the operator can do about trouble with a file; null where the reason alone says it. */
const adviceOn = (cause: unknown): string | null => {
  if (!(cause instanceof Error)) return null;
  const errcode = 'errcode' in cause ? Number(cause.errcode) & 0xff : null;
  const code = 'code' in cause ? String(cause.code) : '';
  if (errcode === SQLITE_FULL || FULL_CODES.includes(code)) return 'make room on its disk';
  if (code === 'EROFS') return 'its file system is mounted for reading only: choose another place';
  if (errcode === SQLITE_READONLY || errcode === SQLITE_CANTOPEN || 'syscall' in cause) {
    return 'this user needs the right to write to the file and to its folder';
  }
  return null;
};

/** The reason of an error with a file; where the operator can do something, with its whole path, the user, and what. */
export const reasonWith = (path: string, cause: unknown): string => {
  const reason = (cause instanceof Error ? cause.message : String(cause)).replaceAll('\n', ' ');
  const advice = adviceOn(cause);
  if (advice === null) return reason;
  return `${reason} (${resolve(path)}, opened by uid ${process.getuid?.() ?? 'unknown'}): ${advice}`;
};

/** The error for a database file that cannot be used. */
export const unusableFile = (path: string, cause: unknown): UnusableStoreError =>
  new UnusableStoreError(`The database file ${path} cannot be used: ${reasonWith(path, cause)}`, { cause });

/** The error for a backup that could not be made. */
export const unusableBackup = (path: string, cause: unknown): UnusableStoreError =>
  new UnusableStoreError(`The backup ${path} could not be made: ${reasonWith(path, cause)}`, { cause });
