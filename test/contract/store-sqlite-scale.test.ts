import { randomUUID } from 'node:crypto';
import { expect, it } from 'vitest';
import type { OperationName } from '../../src/domain/operations/index.ts';
import type { TaskStore } from '../../src/domain/ports/task-store.ts';
import type { Task } from '../../src/domain/tasks/lifecycle/task.ts';
import { openDatabase } from '../../src/store/sqlite/open.ts';
import { createSqliteTaskStore } from '../../src/store/sqlite/sqlite-task-store.ts';
import { systemClock } from '../../src/system-clock.ts';
import { cpuMs } from '../support/cpu-time.ts';
import { START } from '../support/manual-clock.ts';
import { aTask } from '../support/tasks.ts';

const buyWith = (
  store: TaskStore,
  task: Task,
  rest: { readonly pauseMs?: number; readonly sourceTrack?: string | null } = {},
) => {
  const { pauseMs = 30_000, sourceTrack = null } = rest;
  return store.create({
    tracked: { task, check: { at: START, pauseMs }, revision: 1 },
    idempotencyKey: null,
    fingerprint: '',
    reuseKey: null,
    sourceTrack,
    forceNew: true,
    budgets: [],
    maxKeys: 1,
  });
};

const DUE = 20_000;
/** With a look at every due task, one call takes 20 milliseconds and more. */
const CALLS = 500;
const MOST_MS = 2_500;

it('finds the tasks whose end was announced without looking at all that are due', async () => {
  const store = createSqliteTaskStore(openDatabase(':memory:'), systemClock);
  const buy = (pauseMs: number) => buyWith(store, aTask({ id: randomUUID() }), { pauseMs });
  await Promise.all(Array.from({ length: DUE }, () => buy(30_000)));
  const lease = () =>
    store.leaseDue({
      now: START + 1,
      farthest: Number.MAX_SAFE_INTEGER,
      until: START + 60_000,
      limit: 16,
      maxPauseMs: 1_000,
    });
  const before = cpuMs();
  for (let call = 0; call < CALLS; call += 1) expect((await lease()).leased).toEqual([]);
  expect(cpuMs() - before).toBeLessThan(MOST_MS);
  await buy(1_000);
  expect((await lease()).leased).toHaveLength(1);
  await store.close();
});

const SEPARATIONS = 20_000;
const FIRST = 10;

it('lists the newest tasks of a track without reading all of them, whatever is asked for', async () => {
  const store = createSqliteTaskStore(openDatabase(':memory:'), systemClock);
  const track = 'song/one';
  const of = (count: number, change: Partial<Task> = {}) =>
    Promise.all(
      Array.from({ length: count }, () =>
        buyWith(store, aTask({ id: randomUUID(), ...change }), { sourceTrack: track }),
      ),
    );
  const [oldest] = await of(1, { operation: 'ADD_VOCALS' });
  await of(SEPARATIONS);
  const names: (readonly OperationName[] | null)[] = [null, ['SEPARATE_VOCALS'], ['ADD_VOCALS'], ['GENERATE_LYRICS']];
  const before = cpuMs();
  for (let call = 0; call < CALLS; call += 1) {
    const operation = names[call % names.length] ?? null;
    const [list = [], again = []] = await store.listBySourceTrack('alice', [track, track], FIRST, operation);
    expect(again).toEqual(list);
    const isRare = operation !== null && !operation.includes('SEPARATE_VOCALS');
    expect(list).toHaveLength(isRare ? Number(operation.includes('ADD_VOCALS')) : FIRST);
  }
  // With a look at every task of the track, one call takes 50 milliseconds and more.
  expect(cpuMs() - before).toBeLessThan(MOST_MS);
  const [[found] = []] = await store.listBySourceTrack('alice', [track], FIRST, ['ADD_VOCALS']);
  expect(found).toEqual(oldest?.kind === 'created' && oldest.change.task);
  await store.close();
});
