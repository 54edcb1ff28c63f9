import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createSharedClock, openTaskStore, UnusableStoreError } from '../../src/store/index.ts';
import { openDatabase } from '../../src/store/sqlite/open.ts';
import { startWalMonitor } from '../../src/store/sqlite/wal-monitor.ts';
import { steadyClock, systemClock } from '../../src/system-clock.ts';

const ignore = (): void => undefined;

let directory: string;
let file: string;
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'stemgate-open-'));
  file = join(directory, 'data', 'tasks.db');
});
afterEach(() => rmSync(directory, { recursive: true }));

const open = (path = file) =>
  openTaskStore(`file:${path}`, { steady: steadyClock, timeOfDay: createSharedClock(systemClock) });

describe('a SQLite file', () => {
  it('has one gateway: a second one is told so, and changes nothing', async () => {
    const first = await open();
    const bytes = readFileSync(file);
    await expect(open()).rejects.toThrow(
      new UnusableStoreError(`The database file ${file} cannot be used: another gateway is running on it`),
    );
    expect(readFileSync(file)).toEqual(bytes);
    await expect(first.ping()).resolves.toBeUndefined();
    await first.close();
    await (await open()).close();
  });

  it('has one gateway by whatever name it is opened', async () => {
    await (await open()).close();
    const link = join(directory, 'link.db');
    symlinkSync(file, link);
    const first = await open();
    await expect(open(link)).rejects.toThrow(`${link} cannot be used: another gateway is running on it`);
    await first.close();
  });

  it('is free again when it could not be opened', async () => {
    const db = await open().then((store) => store.close().then(() => new DatabaseSync(file)));
    db.exec('PRAGMA user_version = 999');
    await expect(open()).rejects.toThrow('its schema (999) is newer');
    const belongings = ['used_uploads', 'output_parts', 'notes', 'idempotency_keys'];
    const tables = [...belongings, 'tasks', 'viewers', 'history', 'unknown_callbacks'];
    db.exec(`PRAGMA user_version = 0; ${tables.map((table) => `DROP TABLE ${table};`).join('')}`);
    db.close();
    await (await open()).close();
  });

  it('is read by other programs while a gateway runs', async () => {
    const store = await open();
    const reader = new DatabaseSync(file, { readOnly: true });
    expect(reader.prepare('SELECT count(*) AS count FROM tasks').get()).toEqual({ count: 0 });
    reader.close();
    await store.close();
  });

  it('in memory is not locked', async () => {
    const stores = await Promise.all([open(':memory:'), open(':memory:')]);
    for (const store of stores) await store.close();
    expect(existsSync(':memory:.lock')).toBe(false);
  });
});

const modeOf = (path: string): string => (statSync(path).mode & 0o777).toString(8);

describe('a new SQLite file', () => {
  it('is for its user alone, with what lies beside it', async () => {
    const store = await open();
    await store.ping();
    const beside = readdirSync(join(directory, 'data')).toSorted();
    expect(beside).toEqual(['tasks.db', 'tasks.db-shm', 'tasks.db-wal', 'tasks.db.lock']);
    for (const name of beside) expect(modeOf(join(directory, 'data', name))).toBe('600');
    expect(modeOf(join(directory, 'data'))).toBe('700');
    await store.close();
  });

  it('leaves the rights of a folder that exists as they are', async () => {
    mkdirSync(join(directory, 'data'), { mode: 0o755 });
    await (await open()).close();
    expect(modeOf(join(directory, 'data'))).toBe('755');
  });

  it('that cannot be made is told of with its whole path and the user', async () => {
    writeFileSync(join(directory, 'data'), 'no folder');
    await expect(open()).rejects.toThrow(
      new RegExp(
        `cannot be used: .+ \\(${file}, opened by uid ${process.getuid?.()}\\): this user needs the right to write`,
      ),
    );
  });
});

describe('the write-ahead log', () => {
  it('is warned of while another program keeps reading, and cut when it no longer does', async () => {
    await (await open()).close();
    const db = openDatabase(file);
    const sizes: number[] = [];
    const warnings: object[] = [];
    const logger = { debug: ignore, info: ignore, error: ignore, warn: (fields: object) => void warnings.push(fields) };
    const limit = 200_000;
    db.exec(`PRAGMA journal_size_limit = ${limit}; CREATE TABLE filler (text TEXT)`);
    const monitor = startWalMonitor(file, { logger, walBytes: (bytes) => void sizes.push(bytes) }, limit);
    const fill = (): void => {
      for (let count = 0; count < 100; count += 1) {
        db.prepare('INSERT INTO filler VALUES (?)').run('x'.repeat(10_000));
      }
      monitor.check();
    };
    const reader = new DatabaseSync(file, { readOnly: true });
    reader.exec('BEGIN');
    reader.prepare('SELECT count(*) FROM filler').get();
    fill();
    fill();
    expect(sizes.at(-1)).toBeGreaterThan(limit);
    expect(warnings).toEqual([{ path: `${file}-wal`, bytes: sizes[0] }]);
    reader.close();
    db.exec('PRAGMA wal_checkpoint(RESTART); INSERT INTO filler VALUES (1)');
    monitor.check();
    expect(sizes.at(-1)).toBeLessThanOrEqual(limit);
    monitor.stop();
    db.close();
  });

  it('is cut to a bounded size by every gateway', () => {
    const db = openDatabase(join(directory, 'tasks.db'));
    expect(db.prepare('PRAGMA journal_size_limit').get()).toEqual({ journal_size_limit: 64 * 1_024 * 1_024 });
    db.close();
  });
});
