import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { StoreUnavailableError } from '../../src/domain/tasks/errors.ts';
import { migrate, STEPS } from '../../src/store/sqlite/migrations.ts';
import { openDatabase } from '../../src/store/sqlite/open.ts';
import { createSqliteTaskStore } from '../../src/store/sqlite/sqlite-task-store.ts';
import { composed, musicCallback } from '../support/bodies.ts';
import { createTestDomain } from '../support/domain.ts';
import { createManualClock, START } from '../support/manual-clock.ts';
import { at, note } from '../support/store-fixture.ts';
import { aMusicTask } from '../support/tasks.ts';

/* Databases of other versions of this program: older ones, and newer ones beside this one in a rolling deploy. */

let directory: string;
let file: string;
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'stemgate-versions-'));
  file = join(directory, 'tasks.db');
});
afterEach(() => rmSync(directory, { recursive: true }));

/** A row as the version that took two steps of the schema wrote it. */
const insertOld = (db: DatabaseSync, task: object, change: number, columns: Record<string, string | number | null>) => {
  const row = {
    id: `task-${change}`,
    viewer: 'alice',
    operation: 'ADD_VOCALS',
    status: 'PROCESSING',
    version: 2,
    charge: 'CHARGED',
    credit_cost: 12,
    upstream_task_id: `up-${change}`,
    created_at: START,
    expires_at: null,
    change,
    birth: change,
    reuse_key: null,
    source_track: null,
    check_at: START,
    pause_ms: 30_000,
    ...columns,
  };
  const text = JSON.stringify({ ...task, id: row.id, status: row.status });
  const names = [...Object.keys(row), 'task'];
  db.prepare(`INSERT INTO tasks (${names}) VALUES (${names.map(() => '?')})`).run(...Object.values(row), text);
};

describe('a database of an older version', () => {
  it('is brought to the newest schema, with its tasks, their checks, and what they are found by', async () => {
    const old = new DatabaseSync(file);
    migrate(old, 2);
    const { inconsistency, ...rest } = aMusicTask({ version: 2, charge: 'CHARGED', upstreamTaskId: 'up-1' });
    const timeline = [...rest.timeline, { at: START + 900, version: 2, type: 'SUBMITTED', detail: null }];
    const task = { ...rest, timeline, puzzle: { about: 'record', since: START } };
    insertOld(old, task, 1, { reuse_key: 'wish' });
    insertOld(old, task, 2, { status: 'SUCCEEDED', expires_at: START + 7_200_000, reuse_key: 'done', check_at: null });
    insertOld(old, task, 3, { status: 'FAILED', charge: 'NOT_CHARGED', reuse_key: 'lost', check_at: null });
    old.close();

    const db = openDatabase(file);
    const store = createSqliteTaskStore(db, createManualClock());
    expect(inconsistency).toBeNull();
    const tracked = await store.getTracked('task-1');
    expect(tracked).toMatchObject({ check: { at: START, pauseMs: 30_000 }, revision: 1 });
    expect(tracked?.task.inconsistency).toEqual({ about: 'record', since: START });
    const { leased } = await store.leaseDue({ now: START, until: START + 1, farthest: START + 1, limit: 5 });
    expect(leased).toEqual([tracked]);
    const facts = db.prepare('SELECT reusable_until, budgeted_at, arrived_at FROM tasks ORDER BY change').all();
    expect(facts.map((row) => Object.values(row))).toEqual([
      [Number.MAX_SAFE_INTEGER, START, START + 900],
      [START + 3_600_000, START, START + 900],
      [null, null, START + 900],
    ]);
    expect(STEPS).toBeGreaterThan(2);
    await store.close();
  });
});

describe('a database whose tasks in submission had an index of their own', () => {
  it('finds them, and those whose end was announced, and goes on with the numbers of its viewers', async () => {
    const old = new DatabaseSync(file);
    migrate(old, 14);
    const task = aMusicTask({ version: 2, charge: 'CHARGED', upstreamTaskId: 'up-1' });
    insertOld(old, task, 1, { status: 'SUBMITTING', check_at: START + 90_000 });
    insertOld(old, task, 2, { pause_ms: 1_000 });
    insertOld(old, task, 3, {});
    // The task of the latest change was deleted.
    old.exec("INSERT INTO viewers (viewer, sequence) VALUES ('alice', 7)");
    old.close();

    const store = createSqliteTaskStore(openDatabase(file), createManualClock());
    const { interrupted } = await store.takeOver({ arrivedSince: START, limit: 5 });
    expect(interrupted.map((tracked) => tracked.task.id)).toEqual(['task-1']);
    const due = { now: START, until: START + 1, farthest: START + 1, limit: 5 };
    const { leased } = await store.leaseDue({ ...due, maxPauseMs: 1_000 });
    expect(leased.map((tracked) => tracked.task.id)).toEqual(['task-2']);
    const next = { ...task, id: 'task-3', version: 3 };
    const saved = await store.save({ task: next, check: at(START), revision: 2 }, 1, note());
    expect(saved).toEqual({ task: next, sequence: 8 });
    expect(await store.latestSequence('alice')).toBe(8);
    await store.close();
  });
});

describe('a task that a newer version wrote', () => {
  /** A gateway whose store holds a task of an operation, or an output, that only a newer version knows. */
  const beside = async (change: object, operation = 'ADD_VOCALS') => {
    const world = createTestDomain();
    const mine = (await world.buy({ forceNew: true })).task;
    const { task } = await world.buy({ forceNew: true, idempotencyKey: 'key' });
    const { upstreamTaskId } = world.provider.billFor(task.id);
    const text = JSON.stringify({ ...task, ...change, operation, status: 'PROCESSING', upstreamTaskId });
    world.db
      .prepare('UPDATE tasks SET operation = ?, task = ?, revision = revision + 1 WHERE id = ?')
      .run(operation, text, task.id);
    return { world, mine, id: task.id, upstreamTaskId, text };
  };
  const textOf = (db: DatabaseSync, id: string) => db.prepare('SELECT task FROM tasks WHERE id = ?').get(id)?.['task'];

  it.each([
    ['operation', { output: { kind: 'image' } }, 'MAKE_COVER'],
    ['kind of output', { output: { kind: 'image' } }, 'ADD_VOCALS'],
  ])('with an unknown %s harms no reader, and is left to the newer version', async (_what, change, operation) => {
    const { world, mine, id, upstreamTaskId, text } = await beside(change, operation);
    expect((await world.store.list('alice', {}, 10, null)).tasks.map(({ task }) => task.id)).toEqual([mine.id]);
    expect((await world.store.changedSince('alice', 0, 10)).changes.map(({ task }) => task.id)).toEqual([mine.id]);
    expect(await world.tasks.getMany('alice', [id, mine.id])).toEqual([null, await world.task(mine.id)]);
    world.provider.tell(upstreamTaskId, composed);
    world.reconciler.start();
    await world.clock.advance(200_000);
    expect(world.provider.reads).not.toContain(upstreamTaskId);
    // The provider delivers it again, to a node that knows the operation.
    expect(await world.callback(id, musicCallback(upstreamTaskId, 'complete'))).toEqual({ status: 503 });
    await expect(world.buy({ forceNew: true, idempotencyKey: 'key' })).rejects.toThrow(StoreUnavailableError);
    expect(textOf(world.db, id)).toBe(text);
    await world.reconciler.stop();
  });

  it('does not keep the gateway from sleeping', async () => {
    const { world } = await beside({ output: { kind: 'image' } }, 'MAKE_COVER');
    world.reconciler.start();
    await world.clock.advance(200_000);
    const before = world.storeCalls();
    await world.clock.advance(20_000);
    expect(world.storeCalls() - before).toBeLessThan(60);
    await world.reconciler.stop();
  });
});
