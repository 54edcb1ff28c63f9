import type { DatabaseSync } from 'node:sqlite';
import type { Clock } from '../../domain/ports/clock.ts';
import type { Note, TaskStore } from '../../domain/ports/task-store.ts';
import { BadCursorError, StoreUnavailableError } from '../../domain/tasks/errors.ts';
import type { Task } from '../../domain/tasks/lifecycle/task.ts';
import { decide } from './purchase-decision.ts';
import { createStatements, latestSequence, toChange, toTask } from './statements.ts';
import { createWriteQueue } from './write-queue.ts';

/** The newest notes of a task that are kept: a provider that repeats itself must not fill the disk. */
const MAX_NOTES = 200;

/**
 * Tasks in a SQLite database, for one gateway.
 *
 * @param clock one that nobody sets: it says for how long a locked database is waited for.
 */
export const createSqliteTaskStore = (db: DatabaseSync, clock: Clock): TaskStore => {
  const writes = createWriteQueue(db, clock);
  const statements = createStatements(db);
  const { all, first, run } = statements;

  /** Reads happen at once, between transactions; only their failures need a name. */
  const reading = async <T>(read: () => T): Promise<T> => {
    try {
      return read();
    } catch (cause) {
      if (!(cause instanceof Error && 'errcode' in cause)) throw cause;
      throw new StoreUnavailableError(`The store cannot be read: ${cause.message}`, { cause });
    }
  };

  const getTask = (id: string): Task | null => {
    const row = first('SELECT task FROM tasks WHERE id = ?', id);
    return row ? toTask(row) : null;
  };

  const addNote = (id: string, { at, kind, outcome, detail }: Note): void => {
    run('INSERT INTO notes (task_id, at, kind, outcome, detail) VALUES (?, ?, ?, ?, ?)', id, at, kind, outcome, detail);
    run(
      `DELETE FROM notes WHERE task_id = ?1 AND rowid <=
         (SELECT rowid FROM notes WHERE task_id = ?1 ORDER BY rowid DESC LIMIT 1 OFFSET ?2)`,
      id,
      MAX_NOTES,
    );
  };

  const birthOf = (cursor: string | null): number => {
    if (cursor === null) return Number.MAX_SAFE_INTEGER;
    if (!/^\d{1,15}$/.test(cursor)) throw new BadCursorError('This cursor was not given by this gateway.');
    return Number(cursor);
  };

  return {
    create: (purchase) => writes.run(() => decide(statements, purchase)),

    get: (id) => reading(() => getTask(id)),

    getMany: (ids) =>
      reading(() => {
        const rows = all(
          `SELECT id, task FROM tasks WHERE id IN (SELECT value FROM json_each(?))`,
          JSON.stringify(ids),
        );
        const tasks = new Map(rows.map((row) => [String(row['id']), toTask(row)]));
        return ids.map((id) => tasks.get(id) ?? null);
      }),

    getByUpstreamId: (upstreamTaskId) =>
      reading(() => {
        const sql = 'SELECT task FROM tasks WHERE upstream_task_id = ? COLLATE NOCASE ORDER BY created_at LIMIT 1';
        const row = first(sql, upstreamTaskId);
        return row ? toTask(row) : null;
      }),

    list: (viewer, { status, operation }, count, after) =>
      reading(() => {
        const rows = all(
          `SELECT birth, task FROM tasks
            WHERE viewer = ?1 AND birth < ?2
              AND (?3 IS NULL OR status IN (SELECT value FROM json_each(?3)))
              AND (?4 IS NULL OR operation IN (SELECT value FROM json_each(?4)))
            ORDER BY birth DESC LIMIT ?5`,
          viewer,
          birthOf(after),
          status ? JSON.stringify(status) : null,
          operation ? JSON.stringify(operation) : null,
          count + 1,
        );
        const tasks = rows.slice(0, count).map((row) => ({ task: toTask(row), cursor: String(row['birth']) }));
        return { tasks, hasMore: rows.length > count };
      }),

    listBySourceTrack: (viewer, tracks) =>
      reading(() => {
        const rows = all(
          `SELECT source_track, task FROM tasks
            WHERE viewer = ? AND source_track IN (SELECT value FROM json_each(?)) ORDER BY birth DESC`,
          viewer,
          JSON.stringify(tracks),
        );
        return tracks.map((track) => rows.filter((row) => row['source_track'] === track).map(toTask));
      }),

    save: (task, expectedVersion, check, note) =>
      writes.run(() => {
        const row = first('SELECT version, change FROM tasks WHERE id = ?', task.id);
        if (!row || Number(row['version']) !== expectedVersion) return null;
        const isNews = task.version !== expectedVersion;
        const sequence = isNews ? latestSequence(statements, task.viewer) + 1 : Number(row['change']);
        // What is due stays due until somebody claims it: it may have been hastened while this change was on its way.
        run(
          `UPDATE tasks SET status = ?, version = ?, charge = ?, upstream_task_id = ?, expires_at = ?, change = ?,
             check_at = iif(?7 IS NOT NULL AND check_at <= ?10, min(check_at, ?7), ?7), pause_ms = ?8, task = ?9
            WHERE id = ?11`,
          task.status,
          task.version,
          task.charge,
          task.upstreamTaskId,
          task.expiresAt,
          sequence,
          check.at,
          check.pauseMs,
          JSON.stringify(task),
          note.at,
          task.id,
        );
        if (task.refusal) run('DELETE FROM idempotency_keys WHERE task_id = ?', task.id);
        addNote(task.id, note);
        return { task, sequence };
      }),

    hasten: (id, check, note) =>
      writes.run(() => {
        run(
          'UPDATE tasks SET check_at = min(coalesce(check_at, ?1), ?1), pause_ms = ?2 WHERE id = ?3',
          check.at,
          check.pauseMs,
          id,
        );
        addNote(id, note);
      }),

    annotate: (id, note) => writes.run(() => addNote(id, note)),

    claimDue: async (now, leasedUntil, limit, maxPauseMs = Number.MAX_SAFE_INTEGER) => {
      const isDue = 'check_at IS NOT NULL AND check_at <= ? AND pause_ms <= ?';
      // Most looks find nothing: those cost a read, and no transaction.
      const due = await reading(() => first(`SELECT 1 FROM tasks WHERE ${isDue} LIMIT 1`, now, maxPauseMs));
      if (!due) return [];
      return await writes.run(() => {
        const sql = `SELECT id, pause_ms, task FROM tasks WHERE ${isDue} ORDER BY check_at LIMIT ?`;
        const rows = all(sql, now, maxPauseMs, limit);
        const ids = JSON.stringify(rows.map((row) => row['id']));
        run('UPDATE tasks SET check_at = ? WHERE id IN (SELECT value FROM json_each(?))', leasedUntil, ids);
        return rows.map((row) => ({ task: toTask(row), pauseMs: Number(row['pause_ms']), leasedUntil }));
      });
    },

    dropClaims: (now, until) =>
      writes.run(() => {
        run('UPDATE tasks SET check_at = ?1 WHERE check_at > ?1 AND check_at <= ?2', now, until);
      }),

    release: ({ task, leasedUntil }, check, note) =>
      writes.run(() => {
        const sql = 'UPDATE tasks SET check_at = ?, pause_ms = ? WHERE id = ? AND check_at = ?';
        if (run(sql, check.at, check.pauseMs, task.id, leasedUntil) > 0) addNote(task.id, note);
      }),

    nextDueAt: () =>
      reading(() => {
        const next = first('SELECT min(check_at) AS next FROM tasks WHERE check_at IS NOT NULL')?.['next'];
        return next === null || next === undefined ? null : Number(next);
      }),

    listSubmitting: () => reading(() => all("SELECT task FROM tasks WHERE status = 'SUBMITTING'").map(toTask)),

    listNewest: (limit, skip) =>
      reading(() => all('SELECT task FROM tasks ORDER BY rowid DESC LIMIT ? OFFSET ?', limit, skip).map(toTask)),

    latestSequence: (viewer) => reading(() => latestSequence(statements, viewer)),

    changedSince: (viewer, sequence, limit) =>
      reading(() =>
        all(
          'SELECT change, task FROM tasks WHERE viewer = ? AND change > ? ORDER BY change LIMIT ?',
          viewer,
          sequence,
          limit,
        ).map(toChange),
      ),

    notes: (id) =>
      reading(() =>
        all('SELECT at, kind, outcome, detail FROM notes WHERE task_id = ? ORDER BY rowid', id).map((row) => ({
          at: Number(row['at']),
          kind: String(row['kind']) as Note['kind'],
          outcome: String(row['outcome']),
          detail: row['detail'] === null ? null : String(row['detail']),
        })),
      ),

    ping: () => writes.run(() => undefined),

    async close() {
      await writes.idle();
      db.close();
    },
  };
};
