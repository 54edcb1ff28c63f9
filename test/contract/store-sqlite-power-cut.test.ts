import { copyFileSync, mkdirSync, mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { StoreUnavailableError } from '../../src/domain/tasks/errors.ts';
import { openDatabase } from '../../src/store/sqlite/open.ts';
import { takeOverFlush } from '../../src/store/sqlite/wal-flush.ts';
import { note, storeWith, tracked, wish } from '../support/flushes.ts';
import { createRandom } from '../support/random.ts';

let directory: string;
let file: string;
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'stemgate-flush-'));
  file = join(directory, 'tasks.db');
});
afterEach(() => rmSync(directory, { recursive: true }));

describe('a power cut', () => {
  it('takes nothing that was told, by a write or by a read', async () => {
    const random = createRandom(7);
    const db = openDatabase(file);
    /** The versions of the tasks that are on the disk when so many flushes are done. */
    const disks: Map<string, number>[] = [new Map()];
    const keep = (): Map<string, number> => {
      const disk = join(directory, `disk-${disks.length}`);
      mkdirSync(disk);
      for (const name of ['tasks.db', 'tasks.db-wal']) copyFileSync(join(directory, name), join(disk, name));
      const copy = new DatabaseSync(join(disk, 'tasks.db'));
      const rows = copy.prepare('SELECT id, version FROM tasks').all();
      copy.close();
      return new Map(rows.map(({ id, version }) => [String(id), Number(version)]));
    };
    const store = storeWith(db, async () => {
      const disk = keep();
      for (let turns = random() * 5; turns > 0; turns -= 1) await nextTurn();
      disks.push(disk);
    });
    let told = 0;
    const tell = (id: string, version: number): void => {
      told += 1;
      expect(disks.at(-1)?.get(id) ?? 0).toBeGreaterThanOrEqual(version);
    };
    let going = true;
    const ids = ['a', 'b', 'c', 'd'];
    const readers = ids.map(async (id) => {
      while (going) {
        const task = await store.get(id);
        if (task) tell(id, task.version);
        await nextTurn();
      }
    });
    await Promise.all(
      ids.map(async (id) => {
        await store.create(wish(id));
        tell(id, 1);
        for (let version = 2; version < 12; version += 1) {
          for (let turns = random() * 5; turns > 0; turns -= 1) await nextTurn();
          await store.save(tracked(id, 'alice', version), version - 1, note);
          tell(id, version);
        }
      }),
    );
    going = false;
    await Promise.all(readers);
    expect(told).toBeGreaterThan(60);
    await store.close();
  });

  it('takes nothing when another program empties the log during a flush, and the log stays the same file', async () => {
    const db = openDatabase(file);
    const wal = takeOverFlush(db);
    const { ino } = statSync(`${file}-wal`);
    const operator = new DatabaseSync(file);
    const store = storeWith(db, async () => {
      const flushed = wal?.run();
      const emptied = operator.prepare('PRAGMA wal_checkpoint(TRUNCATE)').get();
      expect(emptied).toEqual({ busy: 0, log: 0, checkpointed: 0 });
      await flushed;
    });
    for (const id of ['one', 'two', 'three']) {
      await store.create(wish(id));
      const copy = join(directory, `${id}.db`);
      copyFileSync(file, copy);
      const other = new DatabaseSync(copy);
      expect(other.prepare('SELECT id FROM tasks WHERE id = ?').get(id)).toEqual({ id });
      other.close();
    }
    expect(statSync(`${file}-wal`).ino).toBe(ino);
    operator.close();
    await store.close();
    wal?.close();
  });
});

describe('a flush that fails', () => {
  it('leaves the decision to the next start, which brings to the disk what the log has', async () => {
    const store = storeWith(openDatabase(file), () => Promise.reject(new Error('EIO')));
    await expect(store.create(wish('one'))).rejects.toThrow(StoreUnavailableError);
    await store.close();
    const next = join(directory, 'next');
    mkdirSync(next);
    for (const end of ['', '-wal']) copyFileSync(`${file}${end}`, join(next, `tasks.db${end}`));
    const db = openDatabase(join(next, 'tasks.db'));
    const written = join(directory, 'written.db');
    copyFileSync(join(next, 'tasks.db'), written);
    const other = new DatabaseSync(written);
    expect(other.prepare('SELECT id FROM tasks').all()).toEqual([{ id: 'one' }]);
    other.close();
    db.close();
  });
});
