import { randomUUIDv7 } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { DatabaseSync } from 'node:sqlite';
import { setImmediate as nextTurn } from 'node:timers/promises';
import type { TaskStore, TimedNote } from '../../src/domain/ports/task-store.ts';
import { encodeTask } from '../../src/domain/tasks/lifecycle/task-codec.ts';
import type { TrackedTask } from '../../src/domain/tasks/lifecycle/tracked-task.ts';
import { openDatabase } from '../../src/store/sqlite/open.ts';
import { readStored, type StoredTask, saveTask, storedOf } from '../../src/store/sqlite/save-task.ts';
import { createSqliteTaskStore } from '../../src/store/sqlite/sqlite-task-store.ts';
import { createStatements } from '../../src/store/sqlite/statements.ts';
import { createWriteQueue } from '../../src/store/sqlite/write-queue.ts';
import { steadyClock } from '../../src/system-clock.ts';
import type { Comparison } from './measure.ts';

/* A stage of a task on its way to the database. */

const AT_ONCE = 32;
const TASKS = 1_000;
const NOW = 1_767_225_600_000;
const NOTE: TimedNote = { at: NOW, kind: 'callback', outcome: 'accepted', detail: 'progress' };

const trackedOf = (id: string, revision = 1): TrackedTask => ({
  task: {
    id,
    viewer: 'bench',
    operation: 'GENERATE_LYRICS',
    input: { prompt: 'A calm song about a ferry at night. '.repeat(20) },
    api: 'endpoints',
    status: 'PROCESSING',
    version: 2,
    upstreamTaskId: id,
    charge: 'CHARGED',
    creditCost: 1,
    creditsConsumed: null,
    progress: null,
    output: { kind: 'lyrics', variants: [] },
    error: null,
    refusal: null,
    timeline: [{ at: NOW, version: 1, type: 'CREATED', detail: null }],
    createdAt: NOW,
    updatedAt: NOW,
    submittedAt: NOW,
    finishedAt: null,
    expiresAt: null,
    inconsistency: null,
    seenAt: NOW,
  },
  check: { at: NOW, pauseMs: 30_000 },
  revision,
});

/** The next state of a task: a new version, with another check. */
const nextOf = ({ task, check, revision }: TrackedTask): TrackedTask => ({
  task: { ...task, version: task.version + 1 },
  check: { ...check, at: (check.at ?? NOW) + 1 },
  revision: revision + 1,
});

/** Has SQLite flush each commit, or has the write queue do it. Else nothing is flushed: it would take most of the time. */
type Flush = 'nobody' | 'SQLite' | 'the queue';

/** A store with tasks in progress, in a database of its own. */
const storeOf = async (flush: Flush): Promise<{ database: DatabaseSync; store: TaskStore; ids: readonly string[] }> => {
  const folder = mkdtempSync(join(tmpdir(), 'stemgate-micro-saves-'));
  process.on('exit', () => rmSync(folder, { recursive: true, force: true }));
  const database = openDatabase(join(folder, 'saves.db'));
  if (flush === 'nobody') database.exec('PRAGMA synchronous = OFF');
  const writes = createWriteQueue(database, steadyClock, flush === 'SQLite' ? null : undefined);
  const store = createSqliteTaskStore(database, steadyClock, undefined, writes);
  const ids = Array.from({ length: TASKS }, () => randomUUIDv7());
  const rest = { idempotencyKey: null, fingerprint: '', maxKeys: 1, reuseKey: null, sourceTrack: null };
  const purchase = { ...rest, forceNew: true, budgets: [] };
  // Every eighth revision moves the notes of its task: each group has some of those.
  const tasks = ids.map((id, index) => trackedOf(id, (index % 8) + 1));
  await Promise.all(tasks.map((tracked) => store.create({ ...purchase, tracked })));
  return { database, store, ids };
};

/** Saves the next state of some tasks at once, of all tasks in turn. */
const savesBy = (
  find: (store: TaskStore, id: string) => Promise<TrackedTask | null> | TrackedTask | null,
  flush: Flush = 'nobody',
) => {
  const opened = storeOf(flush);
  let saves = 0;
  return async (): Promise<void> => {
    const { store, ids } = await opened;
    const save = async (id: string): Promise<void> => {
      const tracked = await find(store, id);
      if (tracked !== null) await store.save(nextOf(tracked), tracked.revision, NOTE);
    };
    const chosen = Array.from({ length: AT_ONCE }, (_, index) => ids[(saves + index) % TASKS] ?? '');
    saves += AT_ONCE;
    await Promise.all(chosen.map(save));
  };
};

export const stages: Comparison = {
  title: 'Thirty-two stages saved in one transaction',
  ways: {
    'each task is read before': savesBy((store, id) => store.getTracked(id)),
    'the copies that were saved last': savesBy((store, id) => store.saved.find(id)),
  },
};

/** Reads and saves some tasks in one transaction, all tasks in turn: the first `refreshTask` of each. */
const seenWith = (keep: (stored: StoredTask) => StoredTask | null) => {
  const opened = storeOf('nobody');
  let saves = 0;
  return async (): Promise<void> => {
    const { database, ids } = await opened;
    const statements = createStatements(database);
    database.exec('BEGIN IMMEDIATE');
    for (const end = saves + AT_ONCE; saves < end; saves += 1) {
      const read = readStored(statements, ids[saves % TASKS] ?? '');
      if (read === null) continue;
      const { tracked } = read.stored;
      const next = { ...tracked, revision: tracked.revision + 1 };
      saveTask(statements, keep(read.stored), next, tracked.revision, NOTE);
    }
    database.exec('COMMIT');
  };
};

export const sights: Comparison = {
  title: 'Thirty-two tasks read and saved, without a new version',
  ways: {
    'their columns are read again': seenWith(() => null),
    'their columns are kept': seenWith((stored) => stored),
  },
};

const TEXT = encodeTask(trackedOf('0').task);

/** Stages that are saved, while the event loop has as much other work as some thirty queries. */
const savesBeside = (flush: Flush) => {
  const save = savesBy((store, id) => store.saved.find(id), flush);
  return async (): Promise<void> => {
    const saved = save();
    for (let query = 0; query < AT_ONCE; query += 1) {
      await nextTurn();
      for (let read = 0; read < 10; read += 1) JSON.parse(TEXT);
    }
    await saved;
  };
};

export const flushes: Comparison = {
  title: 'Thirty-two stages saved on the disk, and other work meanwhile',
  ways: {
    'SQLite flushes, and the event loop waits': savesBeside('SQLite'),
    'the write queue flushes beside it': savesBeside('the queue'),
  },
};

const BEFORE = trackedOf(randomUUIDv7());
const AFTER = nextOf(BEFORE);
const STORED = storedOf(BEFORE, 1);

const columnsOf = ({ task, check }: TrackedTask): Record<string, unknown> => ({
  ...{ status: task.status, version: task.version, charge: task.charge, upstream_task_id: task.upstreamTaskId },
  ...{ expires_at: task.expiresAt, check_at: check.at, pause_ms: check.pauseMs, reusable_until: null },
  ...{ budgeted_at: task.createdAt, budgeted_credits: task.creditCost, arrived_at: null, is_refused: 0 },
});

/** Statements that run nothing: what is compared is what comes before. */
const nothing = { all: () => [], first: () => ({ latest: 1 }), run: () => 1 };

export const updateTexts: Comparison = {
  title: 'The update of a task, before it is run',
  ways: {
    'columns by name, the text built': () => {
      const before = columnsOf(BEFORE);
      const differing = Object.entries(columnsOf(AFTER)).filter(([column, value]) => before[column] !== value);
      return [differing.map(([column]) => `${column} = ?`).join(', '), ...differing.map(([, value]) => value)];
    },
    'a number of those that differ, the text found by it': () => saveTask(nothing, STORED, AFTER, 1, NOTE),
  },
};
