import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { StoreUnavailableError } from '../../src/domain/tasks/errors.ts';
import { openDatabase } from '../../src/store/sqlite/open.ts';
import { createSqliteOperatorStore } from '../../src/store/sqlite/sqlite-operator-store.ts';
import { createSqliteTaskStore } from '../../src/store/sqlite/sqlite-task-store.ts';
import { createWriteQueue } from '../../src/store/sqlite/write-queue.ts';
import { UnusableStoreError } from '../../src/store/unusable-store-error.ts';
import { createManualClock, START } from '../support/manual-clock.ts';
import { aTask } from '../support/tasks.ts';

const wish = (id: string) => ({
  tracked: { task: aTask({ id }), check: { at: null, pauseMs: 1 }, revision: 1 },
  idempotencyKey: null,
  maxKeys: 1,
  fingerprint: '',
  reuseKey: null,
  sourceTrack: null,
  forceNew: false,
  budgets: [],
});
const note = { at: START, kind: 'poll', outcome: 'x', detail: 'y'.repeat(3_000) } as const;

let directory: string;
let file: string;
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'stemgate-trouble-'));
  file = join(directory, 'tasks.db');
});
afterEach(() => rmSync(directory, { recursive: true }));

it('a database keeps what was acknowledged over a power cut', () => {
  const db = openDatabase(file);
  const settings = ['synchronous', 'journal_mode', 'foreign_keys'].map((name) => db.prepare(`PRAGMA ${name}`).get());
  // 2 is FULL.
  expect(settings).toEqual([{ synchronous: 2 }, { journal_mode: 'wal' }, { foreign_keys: 1 }]);
  db.close();
});

describe('a database that another process has locked', () => {
  it('is read all the while, waited for, given up after two seconds, and used again', async () => {
    const clock = createManualClock();
    const store = createSqliteTaskStore(openDatabase(file), clock);
    await store.create(wish('one'));
    const locker = new DatabaseSync(file);
    locker.exec('BEGIN IMMEDIATE');

    const refused = store.create(wish('two')).catch((error: unknown) => error);
    for (let waited = 0; waited < 1_900; waited += 100) {
      await clock.advance(100);
      // Reads do not queue behind the write that waits.
      expect(await store.get('one')).toMatchObject({ id: 'one' });
    }
    await clock.advance(200);
    expect(await refused).toBeInstanceOf(StoreUnavailableError);
    expect(await store.get('two')).toBeNull();

    const waiting = store.create(wish('three'));
    await clock.advance(500);
    locker.exec('ROLLBACK');
    await clock.advance(100);
    expect((await waiting).kind).toBe('created');
    locker.close();
    await store.close();
  });

  it('is waited for two seconds by each write, and not by one after the other', async () => {
    const clock = createManualClock();
    const store = createSqliteTaskStore(openDatabase(file), clock);
    const locker = new DatabaseSync(file);
    locker.exec('BEGIN IMMEDIATE');
    const ended: Record<string, number> = {};
    const write = (id: string): void => {
      const asked = clock.now();
      store.create(wish(id)).catch(() => {
        ended[id] = clock.now() - asked;
      });
    };
    write('first');
    await clock.advance(20);
    write('right behind');
    await clock.advance(1_500);
    write('later');
    await clock.advance(5_000);
    expect(Object.keys(ended)).toEqual(['first', 'right behind', 'later']);
    for (const waited of Object.values(ended)) expect(waited).toBeLessThanOrEqual(2_100);
    for (const waited of Object.values(ended)) expect(waited).toBeGreaterThanOrEqual(1_900);
    locker.close();
    await store.close();
  });

  it('is not written to by half of a group', async () => {
    const clock = createManualClock();
    const store = createSqliteTaskStore(openDatabase(file), clock);
    const locker = new DatabaseSync(file);
    locker.exec('BEGIN IMMEDIATE');
    const writes = ['one', 'two', 'three'].map((id) => store.create(wish(id)).catch((error: unknown) => error));
    await clock.advance(3_000);
    for (const write of writes) expect(await write).toBeInstanceOf(StoreUnavailableError);
    locker.exec('ROLLBACK');
    locker.close();
    expect(await store.getMany(['one', 'two', 'three'])).toEqual([null, null, null]);
    await store.close();
  });
});

describe('a disk that is full', () => {
  it('refuses what does not fit, keeps what it has, and recovers without a restart', async () => {
    const clock = createManualClock();
    const db = openDatabase(file);
    const store = createSqliteTaskStore(db, clock);
    await store.create(wish('one'));
    const pages = Number(db.prepare('PRAGMA page_count').get()?.['page_count']);
    db.exec(`PRAGMA max_page_count = ${pages + 2}`);
    const filling = Array.from({ length: 50 }, () => store.addNote('one', note).catch((error: unknown) => error));
    const results = await Promise.all(filling);
    expect(results.filter((result) => result instanceof StoreUnavailableError).length).toBeGreaterThan(0);
    // What was acknowledged is there, and nothing else.
    const kept = results.filter((result) => result === undefined).length;
    expect((await createSqliteOperatorStore(db).show('one'))?.notes).toHaveLength(kept);
    await expect(store.create(wish('x'.repeat(20_000)))).rejects.toThrow(StoreUnavailableError);
    expect(await store.get('one')).toMatchObject({ id: 'one' });

    db.exec('PRAGMA max_page_count = 1000000');
    expect((await store.create(wish('two'))).kind).toBe('created');
    await store.close();
  });
});

describe('the write queue', () => {
  it('lets a write that fails fail alone, and passes its error on', async () => {
    const db = openDatabase(file);
    db.exec('CREATE TABLE words (word TEXT PRIMARY KEY) STRICT');
    const queue = createWriteQueue(db, createManualClock());
    const add = (word: string) => queue.run(() => db.prepare('INSERT INTO words VALUES (?)').run(word).changes);
    const bug = new TypeError('a mistake of ours');
    const results = await Promise.allSettled([
      add('one'),
      add('two'),
      add('one'),
      queue.run(() => {
        db.exec("INSERT INTO words VALUES ('half')");
        throw bug;
      }),
      add('three'),
    ]);
    expect(results.map(({ status }) => status)).toEqual([
      'fulfilled',
      'fulfilled',
      'rejected',
      'rejected',
      'fulfilled',
    ]);
    expect(results[3]).toEqual({ status: 'rejected', reason: bug });
    // A broken rule of the schema is a mistake of ours too, and no trouble of the store's.
    expect(results[2]).toMatchObject({ reason: { errcode: 1_555 } });
    const words = db.prepare('SELECT word FROM words ORDER BY word').all();
    expect(words.map(({ word }) => word)).toEqual(['one', 'three', 'two']);
    await queue.close();
  });

  it('writes what is asked for at the same time in one transaction', async () => {
    const db = openDatabase(file);
    const begun: string[] = [];
    const counted = new Proxy(db, {
      get(target, name) {
        if (name !== 'prepare') return Reflect.get(target, name, target);
        return (sql: string) => ({
          run() {
            if (sql.startsWith('BEGIN')) begun.push(sql);
            return target.prepare(sql).run();
          },
        });
      },
    });
    const queue = createWriteQueue(counted, createManualClock(), null);
    await Promise.all(Array.from({ length: 40 }, () => queue.run(() => undefined)));
    expect(begun).toHaveLength(1);
    db.close();
  });
});

describe('a file that cannot be used', () => {
  const message = (): string => {
    try {
      openDatabase(file).close();
      return '';
    } catch (error) {
      expect(error).toBeInstanceOf(UnusableStoreError);
      return error instanceof Error ? error.message : '';
    }
  };

  it('is named, with the reason, when it is no database', () => {
    writeFileSync(file, 'This is a letter to a friend, and no database at all. '.repeat(100));
    expect(message()).toBe(`The database file ${file} cannot be used: file is not a database`);
  });

  it('is named when a page of it is damaged', async () => {
    const db = openDatabase(file);
    const store = createSqliteTaskStore(db, createManualClock());
    await Promise.all(Array.from({ length: 40 }, (_, index) => store.create(wish(`task-${index}`))));
    await store.close();
    const damaged = new DatabaseSync(file);
    const { rootpage } = damaged.prepare("SELECT rootpage FROM sqlite_schema WHERE name = 'tasks'").get() ?? {};
    damaged.close();
    const bytes = readFileSync(file);
    bytes.fill(0xa5, (Number(rootpage) - 1) * 4_096, Number(rootpage) * 4_096);
    writeFileSync(file, bytes);
    expect(message()).toMatch(/cannot be used: (it is damaged|database disk image is malformed)/);
  });

  it('is named when a newer program wrote it', () => {
    const db = openDatabase(file);
    db.exec('PRAGMA user_version = 999');
    db.close();
    expect(message()).toMatch(/its schema \(999\) is newer than this program knows/);
  });

  it('is named when it is a directory', () => {
    rmSync(file, { force: true });
    file = directory;
    expect(message()).toMatch(/unable to open database file/);
  });

  it('keeps what it holds through every opening', async () => {
    const clock = createManualClock();
    const first = createSqliteTaskStore(openDatabase(file), clock);
    await first.create(wish('one'));
    await first.close();
    const second = createSqliteTaskStore(openDatabase(file), clock);
    expect(await second.get('one')).toEqual(aTask({ id: 'one' }));
    await second.close();
  });
});
