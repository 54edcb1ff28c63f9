import { randomUUID } from 'node:crypto';
import { expect, it, vi } from 'vitest';
import { openDatabase } from '../../src/store/sqlite/open.ts';
import { createSqliteOperatorStore } from '../../src/store/sqlite/sqlite-operator-store.ts';
import { createSqliteTaskStore } from '../../src/store/sqlite/sqlite-task-store.ts';
import { systemClock } from '../../src/system-clock.ts';
import { START } from '../support/manual-clock.ts';
import { at, note, wish } from '../support/store-fixture.ts';
import { aTask } from '../support/tasks.ts';

/* How SQLite finds rows: by an index, however many tasks there are. */

/** Tables of one row, or of a bounded number; parts of a query and lists that it is given. */
const MAY_BE_SCANNED = /^SCAN (history|unknown_callbacks|newest|\(subquery-\d+\)|CONSTANT ROW|\w+ VIRTUAL TABLE)/;

/** Uses a store in every way. @returns the plan of each statement that it had prepared, by its text */
const plansOfAll = async (): Promise<Map<string, string[]>> => {
  const db = openDatabase(':memory:');
  const prepare = vi.spyOn(db, 'prepare');
  const store = createSqliteTaskStore(db, systemClock);
  const viewer = 'alice';
  const task = aTask({ id: randomUUID(), viewer });
  const budget = { since: 0, until: START + 1, limit: 9, cost: 1 };
  const budgets = [
    { name: 'purchases' as const, ...budget },
    { name: 'credits' as const, ...budget },
  ];
  const request = { idempotencyKey: 'key', reuseKey: 'reuse', sourceTrack: 'song/one', budgets };
  await store.create(wish({ task, check: at(START), ...request }));
  const again = wish({ task: aTask({ id: randomUUID(), viewer }), ...request, idempotencyKey: 'another' });
  await store.create(again);
  const tracked = { task: { ...task, version: 2, upstreamTaskId: 'up' }, check: at(START, 1_000), revision: 2 };
  await store.save(tracked, 1, note(), ['part']);
  // As another process saved it: the store has another state in memory.
  await createSqliteTaskStore(db, systemClock).save({ ...tracked, revision: 3 }, 2, note());
  for (let count = 0; count < 20; count += 1) await store.addNote(task.id, note());
  await createSqliteOperatorStore(db).show(task.id);
  const refusal = { code: 'RATE_LIMITED' as const, message: '', field: null, retryable: true };
  for (const upstreamCode of [null, 430]) {
    const refused = wish({ task: aTask({ id: randomUUID(), viewer }) });
    await store.create(refused);
    const ended = { ...refused.tracked.task, refusal: { ...refusal, retryAfterMs: null, upstreamCode } };
    await store.save({ task: ended, check: at(null), revision: 2 }, 1, note());
  }
  const due = { now: START + 1, until: START + 2, farthest: START + 9, limit: 5 };
  await store.leaseDue({ ...due, maxPauseMs: 1_000 });
  await store.leaseDue({ ...due, now: START + 3 });
  await store.takeOver({ arrivedSince: 0, limit: 5 });
  for (const filter of [{}, { status: ['FAILED' as const] }]) {
    await store.list(viewer, filter, 5, null);
    await store.changedSince(viewer, 0, 5, filter);
  }
  await store.listBySourceTrack(viewer, ['song/one'], 5);
  await store.listBySourceTrack(viewer, ['song/one'], 5, ['ADD_VOCALS']);
  await store.getMany([task.id]);
  await store.getTracked(task.id);
  await store.getRevision(task.id);
  await store.getByUpstreamId('up');
  await store.getParts([{ taskId: task.id, part: 0 }]);
  await store.sharedSequence(viewer, 'epoch');
  await store.usedUploads.use('upload', START, START + 1);
  await store.usedUploads.free('upload');
  await store.prune({ before: START + 1, after: null, limit: 5 });
  await createSqliteOperatorStore(db).erase({ viewer, limit: 5, force: true });
  const texts = prepare.mock.calls.map(([sql]) => sql).filter((sql) => /^\s*(SELECT|INSERT|UPDATE|DELETE)/.test(sql));
  const explain = (sql: string) => db.prepare(`EXPLAIN QUERY PLAN ${sql}`).all();
  const plans = new Map(texts.map((sql) => [sql, explain(sql).map(({ detail }) => String(detail))]));
  db.close();
  return plans;
};

const plans = await plansOfAll();

it('never reads a table from end to end', () => {
  expect(plans.size).toBeGreaterThan(40);
  const scans = [...plans].flatMap(([sql, plan]) =>
    plan.filter((step) => step.startsWith('SCAN') && !MAY_BE_SCANNED.test(step)).map((step) => `${step}: ${sql}`),
  );
  expect(scans).toEqual([]);
});

it.each([
  ['the tasks whose end was announced', 'pause_ms <= 1000', 'SEARCH tasks USING INDEX tasks_hinted (check_at<?)'],
  ['the tasks in submission', "status = 'SUBMITTING'", 'SEARCH tasks USING INDEX tasks_due (check_at>?)'],
  ['the latest change of a viewer', 'max(change)', 'SEARCH tasks USING COVERING INDEX tasks_by_change (viewer=?)'],
])('finds %s by their index', (_what, condition, step) => {
  const [plan] = [...plans].flatMap(([sql, steps]) => (sql.includes(condition) ? [steps] : []));
  expect(plan).toContainEqual(step);
});
