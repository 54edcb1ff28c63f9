import { setImmediate as nextTurn } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { createInFlightPurchases, type InFlightPurchase } from '../../src/domain/tasks/buying/in-flight-purchases.ts';
import { createTaskWriter } from '../../src/domain/tasks/lifecycle/task-writer.ts';
import { trackNew } from '../../src/domain/tasks/lifecycle/tracked-task.ts';
import { createTestDomain, RETENTION_MS, TIMING } from '../support/domain.ts';
import { agedBytes } from '../support/old-space.ts';
import { aTask } from '../support/tasks.ts';

test('a purchase that has ended is let go of at once', async () => {
  const { store, hub, clock, logger } = createTestDomain();
  const writer = createTaskWriter({ store, hub, clock, timing: TIMING, retention: { retentionMs: RETENTION_MS } });
  const purchases = createInFlightPurchases({ writer, logger });
  const count = 20_000;
  const purchaseOf = (number: number): InFlightPurchase => ({
    tracked: trackNew(aTask({ id: `task-${number}` }), 0, TIMING),
    saved: Promise.resolve([number, 'of what came in one turn']),
    release: () => undefined,
    older: null,
    newer: null,
  });
  const aged = await agedBytes(async () => {
    for (let begun = 0; begun < count; begun += 50) {
      const some = Array.from({ length: 50 }, (_, place) => purchaseOf(begun + place));
      for (const purchase of some) purchases.add(purchase);
      await nextTurn();
      for (const purchase of some) purchases.remove(purchase);
    }
  });
  expect(aged / count).toBeLessThan(100);
});
