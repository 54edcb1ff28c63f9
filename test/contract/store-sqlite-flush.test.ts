import { existsSync, mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { StoreUnavailableError } from '../../src/domain/tasks/errors.ts';
import { openDatabase } from '../../src/store/sqlite/open.ts';
import { createSqliteTaskStore } from '../../src/store/sqlite/sqlite-task-store.ts';
import { takeOverFlush } from '../../src/store/sqlite/wal-flush.ts';
import { heldFlushes, note, readsAbout, stateOf, statesOf, storeWith, tracked, wish } from '../support/flushes.ts';
import { createManualClock, START } from '../support/manual-clock.ts';

/** Which locks processes hold on files, on Linux. */
const LOCKS = '/proc/locks';
let directory: string;
let file: string;
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'stemgate-flush-'));
  file = join(directory, 'tasks.db');
});
afterEach(() => rmSync(directory, { recursive: true }));

const settingOf = (db: DatabaseSync): unknown => db.prepare('PRAGMA synchronous').get()?.['synchronous'];

describe('who flushes', () => {
  it('is the store, of a log that commits were flushed to', async () => {
    const db = openDatabase(file);
    expect(settingOf(db)).toBe(2);
    const store = createSqliteTaskStore(db, createManualClock());
    // 1 is NORMAL: checkpoints are flushed, commits are not.
    expect(settingOf(db)).toBe(1);
    await store.create(wish('one'));
    await store.close();
  });

  it('is SQLite where there is no log, and nobody where nobody is to', () => {
    const inMemory = openDatabase(':memory:');
    expect(takeOverFlush(inMemory)).toBeNull();
    const withoutLog = new DatabaseSync(join(directory, 'other.db'));
    expect(takeOverFlush(withoutLog)).toBeNull();
    expect(settingOf(withoutLog)).toBe(2);
    const careless = openDatabase(file);
    careless.exec('PRAGMA synchronous = OFF');
    expect(takeOverFlush(careless)).toBeNull();
    expect(settingOf(careless)).toBe(0);
    for (const db of [inMemory, withoutLog, careless]) db.close();
  });

  it.skipIf(!existsSync(LOCKS))('gives up no lock of SQLite by closing the log', () => {
    const db = openDatabase(file);
    const { ino } = statSync(file);
    const locks = (): string[] =>
      readFileSync(LOCKS, 'utf8')
        .split('\n')
        .filter((line) => line.includes(`:${ino} `));
    expect(locks()).toHaveLength(1);
    takeOverFlush(db)?.close();
    expect(locks()).toHaveLength(1);
    db.close();
  });
});

describe('a write', () => {
  it('is told when it is flushed; reads see it then, and those about others at once', async () => {
    const { run, flush } = heldFlushes();
    const store = storeWith(openDatabase(file), run);
    const first = store.create(wish('old', 'bob'));
    (await flush(1)).resolve();
    await first;

    const creating = store.create(wish('new', 'alice'));
    const second = await flush(2);
    const reads = readsAbout(store, 'new', 'alice');
    expect(await stateOf(creating)).toBe('waiting');
    expect(await statesOf(reads)).toEqual(new Set(['waiting']));
    expect(await statesOf(readsAbout(store, 'old', 'bob'))).toEqual(new Set(['told']));
    expect(await statesOf({ unknown: store.getByUpstreamId('unknown') })).toEqual(new Set(['told']));
    second.resolve();
    expect((await creating).kind).toBe('created');
    expect(await reads['get']).toMatchObject({ id: 'new' });
    expect(await statesOf(reads)).toEqual(new Set(['told']));

    const saving = store.save(tracked('new', 'alice', 2), 1, note);
    const third = await flush(3);
    expect(await statesOf(readsAbout(store, 'new', 'alice'))).toEqual(new Set(['waiting']));
    third.resolve();
    expect(await saving).toMatchObject({ task: { version: 2 } });
    await store.close();
  });

  it('that reads see nothing of holds none of them up; one that may change anything holds up all', async () => {
    const { run, flush } = heldFlushes();
    const store = storeWith(openDatabase(file), run);
    const noted = store.addNote('none', note);
    const first = await flush(1);
    expect(await statesOf({ list: store.list('alice', {}, 10, null), get: store.get('none') })).toEqual(
      new Set(['told']),
    );
    first.resolve();
    await noted;
    const pruned = store.prune({ before: START, after: null, limit: 10 });
    const second = await flush(2);
    expect(await statesOf(readsAbout(store, 'any', 'alice'))).toEqual(new Set(['waiting']));
    second.resolve();
    await pruned;
    await store.close();
  });

  it('waits for the flush before, with all others that come meanwhile; closing waits for them', async () => {
    const { begun, run, flush } = heldFlushes();
    const store = storeWith(openDatabase(file), run);
    const first = store.create(wish('one'));
    const one = await flush(1);
    const later = Promise.all(['two', 'three'].map((id) => store.create(wish(id))));
    expect(await stateOf(later)).toBe('waiting');
    expect(begun).toHaveLength(1);
    one.resolve();
    await first;
    const two = await flush(2);
    const closing = store.close();
    expect(await stateOf(closing)).toBe('waiting');
    two.resolve();
    await later;
    await closing;
    expect(begun).toHaveLength(2);
  });
});

describe('a flush that fails', () => {
  it('refuses its group, every later write, and what was read of it, until the next start; other reads go on', async () => {
    const { begun, run, flush } = heldFlushes();
    const store = storeWith(openDatabase(file), run);
    const saved = store.create(wish('saved', 'bob'));
    (await flush(1)).resolve();
    await saved;
    const group = ['one', 'two'].map((id) => store.create(wish(id)));
    const second = await flush(2);
    const seen = store.get('one');
    const waiting = store.create(wish('waiting'));
    second.reject(new Error('EIO: i/o error, fdatasync'));

    const refusals = [...group, waiting, seen, store.create(wish('later')), store.ping()];
    for (const refused of refusals) {
      await expect(refused).rejects.toThrow(StoreUnavailableError);
      await expect(refused).rejects.toThrow(
        'The store cannot be written to until the gateway is restarted, for its disk failed at a flush: EIO: i/o error',
      );
    }
    await expect(store.get('two')).rejects.toThrow(StoreUnavailableError);
    expect(await store.get('saved')).toMatchObject({ id: 'saved' });
    // The next flush might succeed without what this one has lost.
    expect(begun).toHaveLength(2);
    expect(await store.get('later')).toBeNull();

    const before = readFileSync(file);
    await store.close();
    expect(readFileSync(file)).toEqual(before);
  });
});
