import type { DatabaseSync, SQLInputValue, SQLOutputValue } from 'node:sqlite';
import { BadCursorError, StoreUnavailableError } from '../../domain/tasks/errors.ts';
import type {
  Budget,
  Clock,
  NewPurchase,
  Note,
  PurchaseDecision,
  TaskChange,
  TaskFilter,
  TaskStore,
} from '../../domain/tasks/ports.ts';
import type { Task } from '../../domain/tasks/task.ts';
import { createWriteQueue } from './write-queue.ts';

type Row = Record<string, SQLOutputValue>;

/** The newest notes of a task that are kept: a provider that repeats itself must not fill the disk. */
const MAX_NOTES = 200;
/** A result is no longer given to a new request so long before its files are deleted: 1 hour. */
const REUSE_MARGIN_MS = 3_600_000;
const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;

const toTask = (row: Row): Task => JSON.parse(String(row['task']));
const toChange = (row: Row): TaskChange => ({ task: toTask(row), change: Number(row['change']) });
const questionMarks = (values: readonly unknown[]): string => values.map(() => '?').join(', ');

/** Whether a request may be answered by this task instead of a new purchase. */
const isLive = (task: Task, now: number): boolean =>
  task.status === 'SUCCEEDED'
    ? task.expiresAt !== null && task.expiresAt > now + REUSE_MARGIN_MS
    : task.status !== 'FAILED';

/** Tasks in a SQLite database, for one gateway. */
export const createSqliteTaskStore = (db: DatabaseSync, clock: Clock): TaskStore => {
  const writes = createWriteQueue(db, clock);
  const statements = new Map<string, ReturnType<DatabaseSync['prepare']>>();

  const prepared = (sql: string) => {
    const statement = statements.get(sql) ?? db.prepare(sql);
    statements.set(sql, statement);
    return statement;
  };
  const all = (sql: string, ...values: SQLInputValue[]): Row[] => prepared(sql).all(...values);
  const first = (sql: string, ...values: SQLInputValue[]): Row | undefined => prepared(sql).get(...values);
  const run = (sql: string, ...values: SQLInputValue[]): number => Number(prepared(sql).run(...values).changes);

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

  const latestChange = (viewer: string): number =>
    Number(first('SELECT max(change) AS latest FROM tasks WHERE viewer = ?', viewer)?.['latest'] ?? 0);

  const addNote = (id: string, { at, kind, outcome, detail }: Note): void => {
    run('INSERT INTO notes (task_id, at, kind, outcome, detail) VALUES (?, ?, ?, ?, ?)', id, at, kind, outcome, detail);
    run(
      `DELETE FROM notes WHERE task_id = ?1 AND rowid <=
         (SELECT rowid FROM notes WHERE task_id = ?1 ORDER BY rowid DESC LIMIT 1 OFFSET ?2)`,
      id,
      MAX_NOTES,
    );
  };

  const bindKey = ({ task, idempotencyKey, fingerprint }: NewPurchase, taskId: string): void => {
    if (idempotencyKey === null) return;
    const sql = 'INSERT INTO idempotency_keys (viewer, key, fingerprint, task_id) VALUES (?, ?, ?, ?)';
    run(sql, task.viewer, idempotencyKey, fingerprint, taskId);
  };

  /** The task that an earlier request with the same key was answered with. */
  const byKey = ({ task, idempotencyKey, fingerprint }: NewPurchase): PurchaseDecision | null => {
    if (idempotencyKey === null) return null;
    const row = first(
      `SELECT k.fingerprint, t.task FROM idempotency_keys k JOIN tasks t ON t.id = k.task_id
        WHERE k.viewer = ? AND k.key = ?`,
      task.viewer,
      idempotencyKey,
    );
    if (!row) return null;
    return row['fingerprint'] === fingerprint ? { kind: 'existing', task: toTask(row) } : { kind: 'key-conflict' };
  };

  /** The live task that wants the same result; one that is dead, or to be replaced, gives up its place. */
  const byReuseKey = (purchase: NewPurchase): PurchaseDecision | null => {
    const { task, reuseKey, forceNew } = purchase;
    if (reuseKey === null) return null;
    const row = first('SELECT task FROM tasks WHERE viewer = ? AND reuse_key = ?', task.viewer, reuseKey);
    const existing = row && toTask(row);
    if (!existing) return null;
    if (!forceNew && isLive(existing, task.createdAt)) {
      bindKey(purchase, existing.id);
      return { kind: 'existing', task: existing };
    }
    run('UPDATE tasks SET reuse_key = NULL WHERE id = ?', existing.id);
    return null;
  };

  /** What the viewer bought within `windowMs`; what was refused does not count. */
  const bought = (viewer: string, now: number, windowMs: number) => {
    const row = first(
      `SELECT count(*) AS purchases, total(credit_cost) AS credits, min(created_at) AS oldest FROM tasks
        WHERE viewer = ? AND created_at > ? AND NOT (status = 'FAILED' AND charge = 'NOT_CHARGED')`,
      viewer,
      now - windowMs,
    );
    const retryAfterMs = Number(row?.['oldest'] ?? now) + windowMs - now;
    return { purchases: Number(row?.['purchases']), credits: Number(row?.['credits']), retryAfterMs };
  };

  const overBudget = (task: Task, { purchasesPerMinute, creditsPerDay }: Budget): PurchaseDecision | null => {
    if (purchasesPerMinute !== null) {
      const { purchases, retryAfterMs } = bought(task.viewer, task.createdAt, MINUTE_MS);
      if (purchases >= purchasesPerMinute) return { kind: 'over-budget', retryAfterMs };
    }
    if (creditsPerDay !== null) {
      const { credits, retryAfterMs } = bought(task.viewer, task.createdAt, DAY_MS);
      if (credits + (task.creditCost ?? 0) > creditsPerDay) return { kind: 'over-budget', retryAfterMs };
    }
    return null;
  };

  const insert = ({ task, check, reuseKey, sourceTrack }: NewPurchase): TaskChange => {
    const change = latestChange(task.viewer) + 1;
    run(
      `INSERT INTO tasks (id, viewer, operation, status, version, charge, credit_cost, upstream_task_id, created_at,
         expires_at, change, birth, reuse_key, source_track, check_at, pause_ms, task)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
      task.id,
      task.viewer,
      task.operation,
      task.status,
      task.version,
      task.charge,
      task.creditCost,
      task.upstreamTaskId,
      task.createdAt,
      task.expiresAt,
      change,
      change,
      reuseKey,
      sourceTrack,
      check.at,
      check.pauseMs,
      JSON.stringify(task),
    );
    return { task, change };
  };

  const conditions = ({ status, operation }: TaskFilter): { sql: string; values: string[] } => {
    const parts = [
      { column: 'status', values: status },
      { column: 'operation', values: operation },
    ].flatMap(({ column, values }) => (values ? [{ column, values }] : []));
    return {
      sql: parts.map(({ column, values }) => ` AND ${column} IN (${questionMarks(values)})`).join(''),
      values: parts.flatMap(({ values }) => [...values]),
    };
  };

  const birthOf = (cursor: string | null): number => {
    if (cursor === null) return Number.MAX_SAFE_INTEGER;
    if (!/^\d{1,15}$/.test(cursor)) throw new BadCursorError('This cursor was not given by this gateway.');
    return Number(cursor);
  };

  return {
    create: (purchase) =>
      writes.run(() => {
        const decided = byKey(purchase) ?? byReuseKey(purchase) ?? overBudget(purchase.task, purchase.budget);
        if (decided) return decided;
        const change = insert(purchase);
        bindKey(purchase, purchase.task.id);
        return { kind: 'created', change };
      }),

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
        const sql = 'SELECT task FROM tasks WHERE upstream_task_id = ? ORDER BY created_at LIMIT 1';
        const row = first(sql, upstreamTaskId);
        return row ? toTask(row) : null;
      }),

    list: (viewer, filter, count, after) =>
      reading(() => {
        const { sql, values } = conditions(filter);
        const rows = all(
          `SELECT birth, task FROM tasks WHERE viewer = ? AND birth < ?${sql} ORDER BY birth DESC LIMIT ?`,
          viewer,
          birthOf(after),
          ...values,
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
        const change = isNews ? latestChange(task.viewer) + 1 : Number(row['change']);
        run(
          `UPDATE tasks SET status = ?, version = ?, charge = ?, upstream_task_id = ?, expires_at = ?, change = ?,
             check_at = ?, pause_ms = ?, task = ?, reuse_key = iif(?1 = 'FAILED', NULL, reuse_key) WHERE id = ?`,
          task.status,
          task.version,
          task.charge,
          task.upstreamTaskId,
          task.expiresAt,
          change,
          check.at,
          check.pauseMs,
          JSON.stringify(task),
          task.id,
        );
        if (task.refusal) run('DELETE FROM idempotency_keys WHERE task_id = ?', task.id);
        addNote(task.id, note);
        return { task, change };
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

    claimDue: async (now, leasedUntil, limit) => {
      const isDue = 'check_at IS NOT NULL AND check_at <= ?';
      // Most looks find nothing: those cost a read, and no transaction.
      const due = await reading(() => first(`SELECT 1 FROM tasks WHERE ${isDue} LIMIT 1`, now));
      if (!due) return [];
      return await writes.run(() => {
        const rows = all(`SELECT id, pause_ms, task FROM tasks WHERE ${isDue} ORDER BY check_at LIMIT ?`, now, limit);
        const ids = JSON.stringify(rows.map((row) => row['id']));
        run('UPDATE tasks SET check_at = ? WHERE id IN (SELECT value FROM json_each(?))', leasedUntil, ids);
        return rows.map((row) => ({ task: toTask(row), pauseMs: Number(row['pause_ms']), leasedUntil }));
      });
    },

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

    latestChange: (viewer) => reading(() => latestChange(viewer)),

    changedSince: (viewer, change, limit) =>
      reading(() =>
        all(
          'SELECT change, task FROM tasks WHERE viewer = ? AND change > ? ORDER BY change LIMIT ?',
          viewer,
          change,
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
