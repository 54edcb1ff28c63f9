import { statfsSync } from 'node:fs';
import type { DatabaseSync } from 'node:sqlite';

/**
 * File systems on which SQLite's write-ahead log may break, because they do not share memory between all who use a file,
 * or do not lock it: by the numbers that Linux gives to them (statfs(2)). FUSE is also what virtiofs reports.
 */
const UNFIT: ReadonlyMap<number, string> = new Map([
  [0x6969, 'NFS'],
  [0x517b, 'SMB'],
  [0xff534d42, 'CIFS'],
  [0xfe534d42, 'SMB'],
  [0x01021997, '9p'],
  [0x65735546, 'FUSE or virtiofs'],
  [0x786f4256, 'VirtualBox shared folders'],
  [0xbacbacbc, 'VMware shared folders'],
  [0x00c36400, 'Ceph'],
  [0x0bd00bd0, 'Lustre'],
  [0x47504653, 'GPFS'],
  [0x5346414f, 'AFS'],
]);

/** The name of a file system that is not fit; null for any other. @param type as `statfs` gives it. */
export const unfitFileSystem = (type: number): string | null => UNFIT.get(type >>> 0) ?? null;

/** From this version on, two programs cannot damage a database that both write to in the same moment. */
const SAFE = [3, 51, 3];
/** Older lines of versions into which that was brought, and from which version on. */
const ALSO_SAFE = new Map([
  ['3.50', 7],
  ['3.44', 6],
]);

/** Whether a version of SQLite has the fault that its authors call the WAL-reset bug (https://sqlite.org/wal.html). */
export const hasWalResetBug = (version: string): boolean => {
  const [major = 0, minor = 0, patch = 0] = version.split('.').map(Number);
  const [safeMajor = 0, safeMinor = 0, safePatch = 0] = SAFE;
  const isNewer = major - safeMajor || minor - safeMinor || patch - safePatch;
  return isNewer < 0 && patch < (ALSO_SAFE.get(`${major}.${minor}`) ?? Number.POSITIVE_INFINITY);
};

/** What the operator should know of where a database lies, and of the SQLite that writes it; a sentence for each. */
export const findFileWarnings = (db: DatabaseSync, path: string): string[] => {
  const { version, mode } = db
    .prepare('SELECT sqlite_version() AS version, journal_mode AS mode FROM pragma_journal_mode')
    .get() ?? { version: '', mode: '' };
  if (mode === 'memory') return [];
  // On other systems the numbers mean something else.
  const fileSystem = process.platform === 'linux' ? unfitFileSystem(statfsSync(path).type) : null;
  const troubles: [boolean, string][] = [
    [
      fileSystem !== null,
      `the database lies on ${fileSystem}, which can damage it: put it on a local disk, or use PostgreSQL`,
    ],
    [
      mode !== 'wal',
      `the database has no write-ahead log (its journal mode is ${mode}): every write holds up all reads. Put it on a local disk`,
    ],
    [
      hasWalResetBug(String(version)),
      `SQLite ${version} can damage a database while another program uses it: run the Node of this installation, or one with SQLite 3.51.3 or later`,
    ],
  ];
  return troubles.filter(([isSo]) => isSo).map(([, sentence]) => sentence);
};
