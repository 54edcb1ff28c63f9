import type { DatabaseSync } from 'node:sqlite';
import type { Clock } from '../../domain/ports/clock.ts';
import type { TaskStore } from '../../domain/ports/task-store.ts';
import { StoreUnavailableError } from '../../domain/tasks/errors.ts';
import type { Task } from '../../domain/tasks/lifecycle/task.ts';
import { encodeTask } from '../../domain/tasks/lifecycle/task-codec.ts';
import { factsOf } from '../../domain/tasks/lifecycle/task-facts.ts';
import { createFinishedTasks } from '../finished-tasks.ts';
import { type Row, readable, requireTask, TRACKED_COLUMNS, toTracked } from '../task-rows.ts';
import { changedSince } from './changed-since.ts';
import { deleteRefused } from './delete-refused.ts';
import { prune } from './delete-tasks.ts';
import { type Subjects, UNSEEN } from './group-flush.ts';
import { readEpoch, sharedSequence } from './history.ts';
import { leaseDue, nextDue } from './lease-due.ts';
import { listBySourceTrack } from './list-by-source.ts';
import { newestRows } from './newest-rows.ts';
import { addNote, keepNotesShort } from './notes.ts';
import { getParts, saveParts } from './output-parts.ts';
import { decide } from './purchase-decision.ts';
import { createRecentTasks } from './recent-tasks.ts';
import { readStored, saveTask, storedOf } from './save-task.ts';
import { createStatements, latestSequence } from './statements.ts';
import { noteUnknown } from './unknown-callbacks.ts';
import { createUsedUploads } from './used-uploads.ts';
import { createWriteQueue } from './write-queue.ts';

/**
 * Tasks in a SQLite database, for one gateway.
 *
 * @param clock one that is never set: it measures the wait for a locked database.
 */
/** What a read was about that has found one task, or none: a write that deletes tasks says that it may change anything. */
const subjectsOf = (found: Task | null): Subjects => (found === null ? UNSEEN : [found.id]);

export const createSqliteTaskStore = (
  db: DatabaseSync,
  clock: Clock,
  finished = createFinishedTasks(clock),
  writes = createWriteQueue(db, clock),
): TaskStore => {
  const statements = createStatements(db);
  const { all, first, run } = statements;
  const recent = createRecentTasks();

  /**
   * Runs a read, at once and between the transactions of writes. What it has seen is told when it is on the disk.
   *
   * @param about what is read, or what tells it from what was found.
   * @throws StoreUnavailableError
   */
  const reading = async <T>(about: Subjects | ((found: T) => Subjects), read: () => T): Promise<T> => {
    try {
      writes.beginReads();
      const result = read();
      const flushed = writes.flushed(typeof about === 'function' ? about(result) : about);
      if (flushed !== null) await flushed;
      return result;
    } catch (cause) {
      if (!(cause instanceof Error && 'errcode' in cause)) throw cause;
      throw new StoreUnavailableError(`The store cannot be read: ${cause.message}`, { cause });
    }
  };

  const getMany = (ids: readonly string[]): (Task | null)[] => {
    const { rest, join } = finished.lookUp(ids);
    if (rest.length === 0) return join([]);
    // A list as a table of its own would take a third of the read of a single task.
    if (rest.length === 1) return join(all('SELECT id, task FROM tasks WHERE id = ?', ...rest));
    return join(all('SELECT id, task FROM tasks WHERE id IN (SELECT value FROM json_each(?))', JSON.stringify(rest)));
  };

  return {
    async create(purchase) {
      const text = encodeTask(purchase.tracked.task);
      const { id, viewer } = purchase.tracked.task;
      const decision = await writes.run(() => decide(statements, purchase, text), [id, viewer]);
      if (decision.kind === 'created') {
        recent.remember(storedOf(purchase.tracked, decision.change.sequence), text.length);
      }
      return decision;
    },

    get: (id) => reading([id], () => getMany([id])[0] ?? null),

    getTracked: (id) =>
      reading([id], () => {
        const known = recent.find(id);
        if (known && first('SELECT 1 FROM tasks WHERE id = ? AND revision = ?', id, known.revision)) return known;
        recent.forget(id);
        const read = readStored(statements, id);
        if (read) recent.remember(read.stored, read.characters);
        return read?.stored.tracked ?? null;
      }),

    saved: recent,

    getRevision: (id) =>
      reading([id], () => {
        const row = first('SELECT revision FROM tasks WHERE id = ?', id);
        return row ? Number(row['revision']) : null;
      }),

    getMany: (ids) => reading(ids, () => getMany(ids)),

    getByUpstreamId: (upstreamTaskId) =>
      reading(subjectsOf, () => {
        const sql = 'SELECT task FROM tasks WHERE upstream_task_id = ? COLLATE NOCASE ORDER BY created_at LIMIT 1';
        const row = first(sql, upstreamTaskId);
        return row ? requireTask(row) : null;
      }),

    list: (viewer, filter, count, after) =>
      reading([viewer], () => {
        const sequence = latestSequence(statements, viewer);
        const rows = newestRows(statements, viewer, filter, count + 1, after);
        const toEntry = (row: Row, task: Task) => ({ task, position: Number(row['birth']) });
        const tasks = readable(rows.slice(0, count), toEntry, finished.read);
        return { tasks, hasMore: rows.length > count, sequence };
      }),

    listBySourceTrack: (viewer, tracks, count, operation = null) =>
      reading([viewer], () => listBySourceTrack(statements, finished, { viewer, tracks, first: count, operation })),

    getParts: (keys) => {
      const ids = keys.map(({ taskId }) => taskId);
      return reading(ids, () => getParts(statements, keys));
    },

    async save(tracked, expectedRevision, note, parts = []) {
      const { task } = tracked;
      const { isRefused, arrivedAt } = factsOf(task);
      const known = recent.at(task.id, expectedRevision);
      const written = await writes.run(() => {
        const saved = saveTask(statements, known, tracked, expectedRevision, note);
        if (saved === null) return null;
        if (isRefused) run('DELETE FROM idempotency_keys WHERE task_id = ?', task.id);
        saveParts(statements, task.id, parts);
        keepNotesShort(statements, task.id, tracked.revision);
        if (isRefused) deleteRefused(statements, task.viewer, arrivedAt !== null);
        return saved;
      }, [task.id, task.viewer]);
      if (written === null) {
        recent.forget(task.id);
        return null;
      }
      recent.remember(written.stored, written.characters);
      return { task, sequence: written.stored.sequence };
    },

    addNote: (id, note) => writes.run(() => addNote(statements, id, note), UNSEEN),

    noteUnknown: (taskId, upstreamTaskId, at) =>
      writes.run(() => noteUnknown(statements, taskId, upstreamTaskId, at), UNSEEN),

    prune: (request) => writes.run(() => prune(statements, request)),

    async leaseDue(request) {
      // Most calls find nothing due, and cost a read but no transaction.
      const nextAt = await reading(UNSEEN, () => nextDue(statements, request));
      if (nextAt === null || nextAt > request.now || request.limit === 0) return { leased: [], nextAt };
      return await writes.run(() => leaseDue(statements, request), UNSEEN);
    },

    exclusive: true,

    takeOver: ({ arrivedSince, limit }) =>
      writes.run(() => {
        run('UPDATE tasks SET lease_until = NULL WHERE lease_until IS NOT NULL');
        // Each of them has a check: when its lease ends.
        const interrupted = all(
          `SELECT ${TRACKED_COLUMNS} FROM tasks WHERE check_at IS NOT NULL AND status = 'SUBMITTING'`,
        );
        const arrivals = all(
          'SELECT arrived_at FROM tasks WHERE arrived_at > ? ORDER BY arrived_at DESC LIMIT ?',
          arrivedSince,
          limit,
        );
        return {
          interrupted: readable(interrupted, toTracked),
          arrivals: arrivals.map((row) => Number(row['arrived_at'])),
        };
      }, UNSEEN),

    latestSequence: (viewer) => reading([viewer], () => latestSequence(statements, viewer)),

    epoch: readEpoch(statements),

    sharedSequence: (viewer, epoch) => reading([viewer], () => sharedSequence(statements, viewer, epoch)),

    changedSince: (viewer, sequence, limit, filter) =>
      reading([viewer], () => changedSince(statements, finished, viewer, sequence, limit, filter)),

    usedUploads: createUsedUploads(statements, writes),

    ping: () => writes.run(() => undefined, UNSEEN),

    close: () => writes.close(),
  };
};
