import { afterEach, describe, expect, it } from 'vitest';
import type { TimedNote } from '../../src/domain/ports/task-store.ts';
import { migrate, STEPS } from '../../src/store/sqlite/migrations.ts';
import { openDatabase } from '../../src/store/sqlite/open.ts';
import { createSqliteOperatorStore } from '../../src/store/sqlite/sqlite-operator-store.ts';
import { createSqliteTaskStore } from '../../src/store/sqlite/sqlite-task-store.ts';
import { createManualClock, START } from '../support/manual-clock.ts';
import { at, note, wish } from '../support/store-fixture.ts';
import { aTask } from '../support/tasks.ts';

/* Notes in the row of their task, and those that have gone from there to a table of their own. */

const ID = '3f0d9f4e-7b0c-4c1e-9a3d-4a579a0e2f4b';
const numbered = (count: number, first = 0): TimedNote[] =>
  Array.from({ length: count }, (_, index) => note({ at: START + first + index, detail: `number ${first + index}` }));

describe('notes in SQLite', () => {
  const db = openDatabase(':memory:');
  afterEach(() => db.exec('DELETE FROM notes; DELETE FROM tasks'));

  const task = aTask({ id: ID });
  const opened = async () => {
    const store = createSqliteTaskStore(db, createManualClock());
    await store.create(wish({ task }));
    const save = async (revision: number, about: TimedNote) =>
      await store.save({ task, check: at(START + revision), revision }, revision - 1, about);
    return { store, save };
  };
  const shown = async () => (await createSqliteOperatorStore(db).show(ID))?.notes;
  const sizes = () =>
    db.prepare('SELECT length(recent_notes) AS inRow, (SELECT count(*) FROM notes) AS inTable FROM tasks').get();

  it('are in their order, with a save or without one', async () => {
    const { store, save } = await opened();
    const notes = numbered(60);
    for (const [index, about] of notes.entries()) {
      if (index % 2 === 0) await save(index / 2 + 2, about);
      else await store.addNote(ID, about);
      expect(await shown()).toEqual(notes.slice(0, index + 1));
    }
  });

  it('are not added by a save that is refused', async () => {
    const { save } = await opened();
    for (const revision of [4, 8, 16]) expect(await save(revision, note())).toBeNull();
    expect(await shown()).toEqual([]);
  });

  it('take little room in the row of the task, and little in the table', async () => {
    const { store, save } = await opened();
    for (const [index, about] of numbered(250).entries()) {
      await save(index + 2, about);
      expect(Number(sizes()?.['inRow'])).toBeLessThan(1_000);
    }
    for (const about of numbered(250, 250)) {
      await store.addNote(ID, about);
      expect(Number(sizes()?.['inRow'])).toBeLessThan(1_000);
    }
    expect(Number(sizes()?.['inTable'])).toBeLessThanOrEqual(200);
    expect(await shown()).toEqual(numbered(200, 300));
  });

  it('keep their text, in the row and in the table', async () => {
    const { store } = await opened();
    const texts = ['"quoted", [listed]', 'a\\b', 'line\nline', '\u0000', 'é😀\u2028', '', '1', 'null'];
    const notes = texts.map((detail, index) => note({ at: START + index, detail }));
    for (const about of notes) await store.addNote(ID, about);
    expect(await shown()).toEqual(notes);
    const more = numbered(30, notes.length);
    for (const about of more) await store.addNote(ID, about);
    expect(await shown()).toEqual([...notes, ...more]);
  });

  it('of older versions come first', async () => {
    const { store } = await opened();
    db.prepare('INSERT INTO notes VALUES (?, ?, ?, ?, ?)').run(ID, START, 'purchase', 'accepted', 'of old');
    await store.addNote(ID, note({ at: START, detail: 'newer' }));
    expect((await shown())?.map(({ detail }) => detail)).toEqual(['of old', 'newer']);
  });

  it('are counted where they are deleted', async () => {
    const { store } = await opened();
    for (const about of numbered(30)) await store.addNote(ID, about);
    const { removed } = await createSqliteOperatorStore(db).erase({ viewer: task.viewer, limit: 5, force: true });
    expect(removed).toMatchObject({ tasks: 1, notes: 30 });
  });
});

it('a database without notes in rows is brought to one with them', async () => {
  const db = openDatabase(':memory:');
  db.exec(`ALTER TABLE tasks DROP COLUMN recent_notes; PRAGMA user_version = ${STEPS - 1}`);
  migrate(db);
  const store = createSqliteTaskStore(db, createManualClock());
  await store.create(wish({ task: aTask({ id: ID }) }));
  await store.addNote(ID, note());
  expect((await createSqliteOperatorStore(db).show(ID))?.notes).toEqual([note()]);
});
