import type { DatabaseSync } from 'node:sqlite';
import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Clock } from '../../src/domain/ports/clock.ts';
import type { TaskStore } from '../../src/domain/ports/task-store.ts';
import { createSqliteTaskStore } from '../../src/store/sqlite/sqlite-task-store.ts';
import type { WalFlush } from '../../src/store/sqlite/wal-flush.ts';
import { createWriteQueue } from '../../src/store/sqlite/write-queue.ts';
import { createManualClock, START } from './manual-clock.ts';
import { aTask } from './tasks.ts';

/** A version of a task, as it is saved. */
export const tracked = (id: string, viewer = 'alice', version = 1) => ({
  task: aTask({ id, viewer, version, upstreamTaskId: `upstream-${id}` }),
  check: { at: null, pauseMs: 1 },
  revision: version,
});
/** A purchase of a task. */
export const wish = (id: string, viewer?: string) => ({
  tracked: tracked(id, viewer),
  idempotencyKey: null,
  maxKeys: 1,
  fingerprint: '',
  reuseKey: null,
  sourceTrack: null,
  forceNew: false,
  budgets: [],
});
export const note = { at: START, kind: 'poll', outcome: 'x', detail: null } as const;

/** A store whose flushes are made by `run`. */
export const storeWith = (db: DatabaseSync, run: WalFlush['run'], clock: Clock = createManualClock()): TaskStore =>
  createSqliteTaskStore(db, clock, undefined, createWriteQueue(db, clock, { run, close: () => undefined }));

/** Flushes that wait until they are told how they end. */
export const heldFlushes = () => {
  const begun: PromiseWithResolvers<void>[] = [];
  const run = (): Promise<void> => {
    const flush = Promise.withResolvers<void>();
    begun.push(flush);
    return flush.promise;
  };
  /** Resolves with the flush that was begun as the `count`-th. */
  const flush = async (count: number): Promise<PromiseWithResolvers<void>> => {
    for (;;) {
      const found = begun[count - 1];
      if (found) return found;
      await nextTurn();
    }
  };
  return { begun, run, flush };
};
