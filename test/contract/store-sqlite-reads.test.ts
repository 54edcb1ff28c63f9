import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { TaskStore } from '../../src/domain/ports/task-store.ts';
import { openDatabase } from '../../src/store/sqlite/open.ts';
import { createSqliteTaskStore } from '../../src/store/sqlite/sqlite-task-store.ts';
import { wish } from '../support/flushes.ts';
import { createManualClock, START } from '../support/manual-clock.ts';

let directory: string;
let file: string;
let db: DatabaseSync;
let store: TaskStore;
/** How often a transaction was begun for reads. */
let begun: number;

beforeEach(async () => {
  directory = mkdtempSync(join(tmpdir(), 'stemgate-reads-'));
  file = join(directory, 'tasks.db');
  db = openDatabase(file);
  begun = 0;
  const prepare = db.prepare.bind(db);
  db.prepare = (sql) => {
    const statement = prepare(sql);
    if (sql !== 'BEGIN') return statement;
    const run = statement.run.bind(statement);
    return Object.assign(statement, {
      run() {
        begun += 1;
        return run();
      },
    });
  };
  store = createSqliteTaskStore(db, createManualClock());
  await store.create(wish('one'));
});

afterEach(async () => {
  await store.close();
  rmSync(directory, { recursive: true });
});

it('the reads of one turn share a transaction, which ends with the turn', async () => {
  const revisionAfterOthers = store.getTracked('one').then(() => store.getRevision('one'));
  const results = await Promise.all([store.get('one'), store.getMany(['one', 'two']), revisionAfterOthers]);
  expect(results).toMatchObject([{ id: 'one' }, [{ id: 'one' }, null], 1]);
  expect(begun).toBe(1);
  await nextTurn();
  expect(db.isTransaction).toBe(false);
  await store.get('one');
  expect(begun).toBe(2);
});

it('what another process writes is read in the next turn', async () => {
  expect(await store.getRevision('one')).toBe(1);
  const other = new DatabaseSync(file);
  other.exec("UPDATE tasks SET revision = 2 WHERE id = 'one'");
  other.close();
  await nextTurn();
  expect(await store.getRevision('one')).toBe(2);
});

it('writes and reads of one turn see each other', async () => {
  const [tracked] = await Promise.all([store.getTracked('one'), store.create(wish('two')), store.get('one')]);
  if (tracked === null) throw new Error('it was not read');
  expect(await store.get('two')).toMatchObject({ id: 'two' });
  const note = { at: START, kind: 'poll', outcome: 'x', detail: null } as const;
  const saving = store.save({ ...tracked, revision: 2 }, 1, note);
  expect(await store.getRevision('one')).toBe(1);
  await saving;
  expect(await store.getRevision('one')).toBe(2);
});

it('a write that follows reads within a turn ends their transaction', async () => {
  const note = { at: START, kind: 'poll', outcome: 'x', detail: null } as const;
  // More than one group takes, so that the next one begins in the turn in which the callers of the first go on.
  const reads = Array.from({ length: 501 }, () => store.addNote('one', note).then(() => store.getRevision('one')));
  expect(new Set(await Promise.all(reads))).toEqual(new Set([1]));
});

it('a store is closed in the turn of a read', async () => {
  const reading = store.get('one');
  await store.close();
  expect(await reading).toMatchObject({ id: 'one' });
  await nextTurn();
  db = openDatabase(file);
  store = createSqliteTaskStore(db, createManualClock());
});
