import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterAll, expect, it } from 'vitest';
import { createSharedClock, openTaskStore } from '../../src/store/index.ts';
import { steadyClock, systemClock } from '../../src/system-clock.ts';
import { fillBacklog } from '../support/backlog.ts';
import { eventually } from '../support/eventually.ts';
import { runTool, startTool } from '../support/operator.ts';
import { endLeftovers } from '../support/processes.ts';
import { scratchFolder } from '../support/scene.ts';

afterAll(() => expect(endLeftovers(), 'processes left running').toEqual([]));

/** A database with so many old tasks, a row of the table of notes each. */
const withOldTasks = async (file: string, count: number): Promise<void> => {
  const store = await openTaskStore(`file:${file}`, { steady: steadyClock, timeOfDay: createSharedClock(systemClock) });
  await fillBacklog(store, count, { status: 'SUCCEEDED', createdAt: 1, updatedAt: 1 });
  await store.close();
  const db = new DatabaseSync(file);
  db.exec("INSERT INTO notes (task_id, at, kind, outcome) SELECT id, 1, 'poll', 'succeeded' FROM tasks");
  db.close();
};

const rowsIn = (file: string): Record<'tasks' | 'notes' | 'viewers' | 'strays', number> => {
  const db = new DatabaseSync(file, { readOnly: true });
  try {
    expect(db.prepare('PRAGMA integrity_check').get()).toEqual({ integrity_check: 'ok' });
    const count = (sql: string): number => Number(db.prepare(`SELECT count(*) AS count FROM ${sql}`).get()?.['count']);
    const strays = count('notes WHERE task_id NOT IN (SELECT id FROM tasks)');
    return { tasks: count('tasks'), notes: count('notes'), viewers: count('viewers'), strays };
  } finally {
    db.close();
  }
};

it('killed while it deletes, the tool leaves whole tasks, and the rest to the next call', async () => {
  await using folder = await scratchFolder();
  const file = join(folder.path, 'tasks.db');
  await withOldTasks(file, 3_000);
  await using tool = startTool(file, 'prune', '--days', '1');
  await eventually(() => expect(rowsIn(file).tasks).toBeLessThan(2_900));
  tool.signal('SIGKILL');
  await tool.ended;
  const left = rowsIn(file);
  expect(left).toEqual({ tasks: left.notes, notes: left.notes, viewers: 1, strays: 0 });
  expect(left.tasks).toBeGreaterThan(0);
  const { code, output } = await runTool(file, 'prune', '--days', '1');
  expect([code, output]).toEqual([0, expect.stringContaining(`${left.tasks} tasks with 0 idempotency keys`)]);
  expect(rowsIn(file)).toEqual({ tasks: 0, notes: 0, viewers: 0, strays: 0 });
});

it('killed while it backs up, the tool leaves no backup, and the store as it was', async () => {
  await using folder = await scratchFolder();
  const file = join(folder.path, 'tasks.db');
  await withOldTasks(file, 20_000);
  const backup = join(folder.path, 'backup.db');
  const partial = (): string[] => readdirSync(folder.path).filter((name) => name.includes('.partial-'));
  await using tool = startTool(file, 'backup', backup);
  await eventually(() => expect(partial()).toHaveLength(1));
  tool.signal('SIGKILL');
  await tool.ended;
  expect([existsSync(backup), partial().length]).toEqual([false, 1]);
  expect(rowsIn(file)).toMatchObject({ tasks: 20_000, strays: 0 });
  expect(await runTool(file, 'backup', backup)).toMatchObject({ code: 0 });
  expect(rowsIn(backup)).toMatchObject({ tasks: 20_000, notes: 20_000, strays: 0 });
});
