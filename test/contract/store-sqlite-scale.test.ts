import { randomUUID } from 'node:crypto';
import { expect, it } from 'vitest';
import { openDatabase } from '../../src/store/sqlite/open.ts';
import { createSqliteTaskStore } from '../../src/store/sqlite/sqlite-task-store.ts';
import { systemClock } from '../../src/system-clock.ts';
import { START } from '../support/manual-clock.ts';
import { aTask } from '../support/tasks.ts';

const DUE = 20_000;
/** With a look at every due task, one call takes 20 milliseconds and more. */
const CALLS = 500;
const MOST_MS = 2_500;

it('finds the tasks whose end was announced without looking at all that are due', async () => {
  const store = createSqliteTaskStore(openDatabase(':memory:'), systemClock);
  const buy = (pauseMs: number) =>
    store.create({
      tracked: { task: aTask({ id: randomUUID() }), check: { at: START, pauseMs }, revision: 1 },
      idempotencyKey: null,
      fingerprint: '',
      reuseKey: null,
      sourceTrack: null,
      forceNew: true,
      budgets: [],
      maxKeys: 1,
    });
  await Promise.all(Array.from({ length: DUE }, () => buy(30_000)));
  const lease = () =>
    store.leaseDue({
      now: START + 1,
      farthest: Number.MAX_SAFE_INTEGER,
      until: START + 60_000,
      limit: 16,
      maxPauseMs: 1_000,
    });
  const before = performance.now();
  for (let call = 0; call < CALLS; call += 1) expect((await lease()).leased).toEqual([]);
  expect(performance.now() - before).toBeLessThan(MOST_MS);
  await buy(1_000);
  expect((await lease()).leased).toHaveLength(1);
  await store.close();
});
