import { mkdtempSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, onTestFinished, vi } from 'vitest';
import { createSharedClock, openTaskStore, UnusableStoreError } from '../../src/store/index.ts';
import { openDatabase } from '../../src/store/sqlite/open.ts';
import { systemClock } from '../../src/system-clock.ts';
import { eventually } from '../support/eventually.ts';
import { createManualClock } from '../support/manual-clock.ts';

const PAGE = 4_096;
const ROWS = 400;

/** A file of some hundred pages. */
const newFile = (): string => {
  const directory = mkdtempSync(join(tmpdir(), 'stemgate-damage-'));
  onTestFinished(() => rmSync(directory, { recursive: true }));
  const file = join(directory, 'tasks.db');
  const db = openDatabase(file);
  db.exec('CREATE TABLE filler (id INTEGER PRIMARY KEY, text TEXT)');
  for (let row = 0; row < ROWS; row += 1) db.prepare('INSERT INTO filler (text) VALUES (?)').run('x'.repeat(1_000));
  db.close();
  return file;
};

/** Overwrites the last page: rows that nobody reads for now. */
const damage = (file: string): void => {
  const bytes = readFileSync(file);
  writeFileSync(file, bytes.fill(0xa5, bytes.length - PAGE));
};

const open = async (file: string) => {
  const { steady, advance } = createManualClock();
  const said: string[] = [];
  const say = (_: object, message: string): void => void said.push(message);
  const logger = { debug: say, info: say, warn: say, error: say };
  const user = { logger, walBytes: () => undefined, secrets: ['secret'] } as const;
  const clocks = { steady, timeOfDay: createSharedClock(systemClock) };
  const store = await openTaskStore(`file:${file}`, clocks, user);
  return { store, said, advance };
};

it('a damaged page that no start reads is told of seconds later, and the store is not ready any more', async () => {
  const file = newFile();
  damage(file);
  const { store, said, advance } = await open(file);
  onTestFinished(() => store.close());
  await expect(store.ping()).resolves.toBeUndefined();
  await advance(10_000);
  await eventually(() => expect(said).toEqual(['not ready from now on: the database file is damaged']));
  await expect(store.ping()).rejects.toThrow(UnusableStoreError);
  await expect(store.ping()).rejects.toThrow(/^The database file \S+ cannot be used: it is damaged: .+/);
});

it('a whole file is found whole', async () => {
  const { store, said, advance } = await open(newFile());
  onTestFinished(() => store.close());
  await advance(10_000);
  await eventually(() => expect(said).toEqual(['the database file was verified']));
  await expect(store.ping()).resolves.toBeUndefined();
});

it('a whole file is found whole where Node watches files, as under `npm run dev`', async () => {
  // Node sets this for the program that it watches.
  vi.stubEnv('WATCH_REPORT_DEPENDENCIES', '1');
  onTestFinished(() => void vi.unstubAllEnvs());
  const { store, said, advance } = await open(newFile());
  onTestFinished(() => store.close());
  await advance(10_000);
  await eventually(() => expect(said).toEqual(['the database file was verified']));
});

it('nothing is verified after the end', async () => {
  const { store, said, advance } = await open(newFile());
  await store.close();
  await advance(10_000);
  expect(said).toEqual([]);
});

it('a file that was cut short is refused at the start', async () => {
  const file = newFile();
  truncateSync(file, 20 * PAGE);
  await expect(open(file)).rejects.toThrow(/cannot be used: database disk image is malformed/);
});
