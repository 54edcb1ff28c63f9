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

/** What is told of a promise in the next turns of the event loop: nothing as long as it waits for a flush. */
export const stateOf = async (promise: Promise<unknown>): Promise<'told' | 'refused' | 'waiting'> => {
  let state: 'told' | 'refused' | 'waiting' = 'waiting';
  promise.then(
    () => {
      state = 'told';
    },
    () => {
      state = 'refused';
    },
  );
  for (let turns = 0; turns < 3; turns += 1) await nextTurn();
  return state;
};

/** All reads about a task and its viewer. */
export const readsAbout = (store: TaskStore, id: string, viewer: string): Record<string, Promise<unknown>> => ({
  get: store.get(id),
  getTracked: store.getTracked(id),
  getRevision: store.getRevision(id),
  getMany: store.getMany(['none', id]),
  getParts: store.getParts([{ taskId: id, part: 0 }]),
  getByUpstreamId: store.getByUpstreamId(`upstream-${id}`),
  list: store.list(viewer, {}, 10, null),
  listBySourceTrack: store.listBySourceTrack(viewer, ['track'], 10),
  latestSequence: store.latestSequence(viewer),
  sharedSequence: store.sharedSequence(viewer, 'epoch'),
  changedSince: store.changedSince(viewer, 0, 10),
});

/** The states of several reads, each state once. */
export const statesOf = async (reads: Record<string, Promise<unknown>>): Promise<Set<string>> =>
  new Set(await Promise.all(Object.values(reads).map(stateOf)));
