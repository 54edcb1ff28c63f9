import { expect, it } from 'vitest';
import { createSharedClock, openOperatorStore, openTaskStore } from '../../src/store/index.ts';
import { steadyClock, systemClock } from '../../src/system-clock.ts';
import { fillBacklog } from '../support/backlog.ts';
import { storeHelpers, wish } from '../support/store-fixture.ts';
import { aTask } from '../support/tasks.ts';
import { createDatabase } from './support/servers.ts';

const CLOCKS = { steady: steadyClock, timeOfDay: createSharedClock(systemClock) };

it('nodes delete at once, and viewers buy meanwhile: nothing fails, and no number is given twice', async () => {
  const { url, drop } = await createDatabase();
  const nodes = await Promise.all([1, 2, 3].map(() => openTaskStore(url, CLOCKS)));
  const operator = await openOperatorStore(url, { readOnly: false, clock: steadyClock });
  const [store] = nodes;
  if (!store) throw new Error('there is no node');
  const { created } = storeHelpers(() => store);
  const viewers = ['alice', 'bob', 'carol'];
  const seen = new Map(viewers.map((viewer) => [viewer, new Set<number>()]));
  let isOver = false;
  let [deleted, refused] = [0, 0];

  /** Buys, ends at once, long ago: what the others delete. */
  const buying = async (viewer: string): Promise<void> => {
    for (let count = 0; count < 60; count += 1) {
      const task = aTask({ id: crypto.randomUUID(), viewer, status: 'SUCCEEDED', createdAt: 1, updatedAt: 1 });
      const { sequence } = await created(wish({ task, check: { at: null, pauseMs: 0 }, reuseKey: null }));
      expect(seen.get(viewer)?.has(sequence)).toBe(false);
      seen.get(viewer)?.add(sequence);
      expect(await store.latestSequence(viewer)).toBeGreaterThanOrEqual(sequence);
      await store.addNote(task.id, { at: 1, kind: 'poll', outcome: 'late', detail: null });
    }
  };
  const pruning = async (node: typeof store): Promise<void> => {
    while (!isOver) {
      const step = await node.prune({ before: 1_000, after: null, limit: 5 });
      if (step === null) refused += 1;
      else deleted += step.removed.tasks;
    }
  };
  const erasing = async (): Promise<void> => {
    while (!isOver) {
      const { removed } = await operator.erase({ viewer: 'carol', limit: 5, force: true });
      deleted += removed.tasks;
    }
  };

  await fillBacklog(store, 10, { viewer: 'alice', status: 'SUCCEEDED', createdAt: 1, updatedAt: 1 });
  const others = [...nodes.map(pruning), erasing()];
  await Promise.all(viewers.map(buying)).finally(() => {
    isOver = true;
  });
  await Promise.all(others);
  for (let step = await store.prune({ before: 1_000, after: null, limit: 500 }); step?.removed.tasks; ) {
    deleted += step.removed.tasks;
    step = await store.prune({ before: 1_000, after: null, limit: 500 });
  }
  expect(deleted).toBe(3 * 60 + 10);
  expect(refused, 'nodes met').toBeGreaterThan(0);
  await Promise.all([...nodes, operator].map((each) => each.close()));
  await drop();
});
