import { existsSync, mkdtempSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openTaskStore, UnusableStoreError } from '../../src/store/index.ts';
import { steadyClock } from '../../src/system-clock.ts';

let directory: string;
let file: string;
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'stemgate-open-'));
  file = join(directory, 'data', 'tasks.db');
});
afterEach(() => rmSync(directory, { recursive: true }));

const open = (path = file) => openTaskStore(`file:${path}`, steadyClock);

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
    db.exec('PRAGMA user_version = 0; DROP TABLE notes; DROP TABLE idempotency_keys; DROP TABLE tasks');
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
