import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { describe, expect, it, onTestFinished } from 'vitest';
import { findFileWarnings, hasWalResetBug, unfitFileSystem } from '../../src/store/sqlite/file-warnings.ts';
import { openDatabase } from '../../src/store/sqlite/open.ts';
import { unusableFile } from '../../src/store/unusable-store-error.ts';

const newFile = (): string => {
  const directory = mkdtempSync(join(tmpdir(), 'stemgate-warnings-'));
  onTestFinished(() => rmSync(directory, { recursive: true }));
  return join(directory, 'tasks.db');
};

describe('where a database lies', () => {
  it.each([
    ['NFS', 0x6969, 'NFS'],
    ['CIFS', 0xff534d42, 'CIFS'],
    ['CIFS, as a signed number', 0xff534d42 | 0, 'CIFS'],
    ['virtiofs', 0x65735546, 'FUSE or virtiofs'],
    ['9p', 0x01021997, '9p'],
    ['ext4', 0xef53, null],
    ['XFS', 0x58465342, null],
    ['btrfs', 0x9123683e, null],
    ['tmpfs', 0x01021994, null],
    ['overlayfs', 0x794c7630, null],
  ])('%s', (_, type, name) => expect(unfitFileSystem(type)).toBe(name));

  it('is of no concern where it is a local disk, nor in memory', () => {
    const file = newFile();
    for (const path of [file, ':memory:']) {
      const db = openDatabase(path);
      expect(findFileWarnings(db, path)).toEqual([]);
      db.close();
    }
  });

  it('is told of when the write-ahead log did not take', () => {
    const file = newFile();
    const db = new DatabaseSync(file);
    db.exec('PRAGMA journal_mode = DELETE; CREATE TABLE tasks (id TEXT)');
    expect(findFileWarnings(db, file)).toEqual([
      expect.stringMatching(/^the database has no write-ahead log \(its journal mode is delete\)/),
    ]);
    db.close();
  });
});

it.each([
  ['3.7.0', true],
  ['3.44.5', true],
  ['3.44.6', false],
  ['3.46.1', true],
  ['3.50.6', true],
  ['3.50.7', false],
  ['3.51.2', true],
  ['3.51.3', false],
  ['3.52.0', false],
  ['3.53.4', false],
  ['4.0.0', false],
])('SQLite %s: can two programs damage a database? %s', (version, isSo) => {
  expect(hasWalResetBug(version)).toBe(isSo);
});

it.each([
  ['a full disk', { errcode: 13 }, 'make room on its disk'],
  ['a full disk, as a folder is made', { code: 'ENOSPC', syscall: 'mkdir' }, 'make room on its disk'],
  ['a quota', { code: 'EDQUOT', syscall: 'open' }, 'make room on its disk'],
  ['a disk for reading only', { code: 'EROFS', syscall: 'open' }, 'its file system is mounted for reading only'],
  ['a file for reading only', { errcode: 8 + (1 << 8) }, 'this user needs the right to write'],
  ['a folder that may not be entered', { code: 'EACCES', syscall: 'open' }, 'this user needs the right to write'],
  ['a file that cannot be opened', { errcode: 14 }, 'this user needs the right to write'],
])('%s is told of with path, user, and what to do', (_, fields, advice) => {
  const { message } = unusableFile('data/tasks.db', Object.assign(new Error('the reason'), fields));
  const where = `${resolve('data/tasks.db')}, opened by uid ${process.getuid?.()}`;
  expect(message).toContain(`The database file data/tasks.db cannot be used: the reason (${where}): ${advice}`);
});
