import { describe, expect, it, vi } from 'vitest';
import { refusal } from '../../src/domain/tasks/lifecycle/refusal.ts';
import type { Task } from '../../src/domain/tasks/lifecycle/task.ts';
import { factsOf } from '../../src/domain/tasks/lifecycle/task-facts.ts';
import type { TrackedTask } from '../../src/domain/tasks/lifecycle/tracked-task.ts';
import { openDatabase } from '../../src/store/sqlite/open.ts';
import { createSqliteTaskStore } from '../../src/store/sqlite/sqlite-task-store.ts';
import { createManualClock, START } from '../support/manual-clock.ts';
import { at, HOUR, note, wish } from '../support/store-fixture.ts';
import { aTask } from '../support/tasks.ts';

/* A save sets the columns that differ: after it, all columns are those of the new state. */

const bought = aTask();
const event = { at: START + 10, version: 2, type: 'SUBMITTED', detail: null } as const;

const processing: Partial<Task> = {
  status: 'PROCESSING',
  version: 2,
  charge: 'CHARGED',
  upstreamTaskId: 'f'.repeat(32),
  timeline: [...bought.timeline, event],
};

const refused: Partial<Task> = {
  status: 'FAILED',
  version: 2,
  refusal: refusal('RATE_LIMITED', 'later'),
  timeline: [...bought.timeline, event],
};

/** States of a task, each of which is saved after the one before. */
const LIVES: Record<string, readonly (readonly [Partial<Task>, TrackedTask['check']])[]> = {
  'a task that succeeds': [
    [processing, at(START + 20_000)],
    // Nothing but the check, nothing but its pause, and nothing at all.
    [processing, at(START + 30_000)],
    [processing, at(START + 30_000, 1_000)],
    [processing, at(START + 30_000, 1_000)],
    [{ ...processing, version: 3, progress: 50 }, at(START + 40_000)],
    [{ ...processing, version: 4, status: 'SUCCEEDED', expiresAt: START + 20 * HOUR, creditsConsumed: 12 }, at(null)],
  ],
  'a task that is refused': [[refused, at(null)]],
};

/** How the store knows the state before a save. */
type Known = 'saved' | 'read' | 'unknown';

const save = async (life: (typeof LIVES)[string], known: Known): Promise<void> => {
  const db = openDatabase(':memory:');
  const open = () => createSqliteTaskStore(db, createManualClock());
  let store = open();
  await store.create(wish({ task: bought }));
  for (const [index, [change, check]] of life.entries()) {
    db.exec('UPDATE tasks SET lease_until = 5');
    const before = db.prepare('SELECT version, check_at, pause_ms FROM tasks').get();
    const task = { ...bought, ...change };
    // A store that has saved nothing yet does not know the stored state.
    if (known !== 'saved') store = open();
    if (known === 'read') await store.getTracked(bought.id);
    const saved = await store.save({ task, check, revision: index + 2 }, index + 1, note());
    const { reusableUntil, budgetedAt, budgetedCredits, arrivedAt, isRefused } = factsOf(task);
    const isSameCheck = before?.['check_at'] === check.at && before['pause_ms'] === check.pauseMs;
    const row = db.prepare('SELECT * FROM tasks').get();
    expect({ ...row, task: JSON.parse(String(row?.['task'])) }).toMatchObject({
      ...{ status: task.status, version: task.version, charge: task.charge, upstream_task_id: task.upstreamTaskId },
      ...{ expires_at: task.expiresAt, check_at: check.at, pause_ms: check.pauseMs, revision: index + 2, task },
      ...{ reusable_until: reusableUntil, budgeted_at: budgetedAt, budgeted_credits: budgetedCredits },
      ...{ arrived_at: arrivedAt, is_refused: isRefused ? 1 : 0, change: saved?.sequence },
      lease_until: isSameCheck ? 5 : null,
    });
  }
  db.close();
};

describe.each(Object.entries(LIVES))('%s', (_name, life) => {
  it('is saved with all columns, where its stored state is in memory', () => save(life, 'saved'));
  it('is saved with all columns, where it was read before', () => save(life, 'read'));
  it('is saved with all columns, where its stored state is read', () => save(life, 'unknown'));
});

describe('a task that was read', () => {
  const readAlone = async () => {
    const db = openDatabase(':memory:');
    await createSqliteTaskStore(db, createManualClock()).create(wish({ task: bought }));
    // As an older version derived it.
    db.exec('UPDATE tasks SET budgeted_credits = 999');
    const prepare = vi.spyOn(db, 'prepare');
    const store = createSqliteTaskStore(db, createManualClock());
    await store.getTracked(bought.id);
    prepare.mockClear();
    const seen = { task: { ...bought, seenAt: START }, check: at(START + 90_000), revision: 2 };
    return { db, store, seen, texts: () => prepare.mock.calls.map(([sql]) => sql) };
  };

  it('is saved without another read', async () => {
    const { store, seen, texts } = await readAlone();
    expect(await store.save(seen, 1, note())).toEqual({ task: seen.task, sequence: 1 });
    expect(texts()).toEqual([expect.stringMatching(/^UPDATE tasks/)]);
    await store.close();
  });

  it('gets the columns of its new state, also where an older version derived others from the same state', async () => {
    const { db, store, seen } = await readAlone();
    await store.save(seen, 1, note());
    const { budgetedCredits } = factsOf(bought);
    expect(db.prepare('SELECT budgeted_credits FROM tasks').get()).toEqual({ budgeted_credits: budgetedCredits });
    await store.close();
  });
});
