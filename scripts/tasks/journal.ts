import type { DatabaseSync, SQLInputValue } from 'node:sqlite';
import type { OperationName } from '../../src/domain/operations/index.ts';
import type { Note, TimedNote } from '../../src/domain/ports/task-store.ts';
import { HINTED_PAUSE_MS } from '../../src/domain/tasks/lifecycle/schedule.ts';
import type { Task, TaskStatus } from '../../src/domain/tasks/lifecycle/task.ts';
import { globalIdOf, readGlobalId } from '../../src/resolvers/global-id.ts';

/** A task as the operator sees it, whoever's it is. */
export interface Entry {
  /** As clients know it. */
  readonly id: string;
  readonly task: Task;
  /** When it is looked at next, in epoch milliseconds; null when nobody has to. */
  readonly checkAt: number | null;
}

/** Everything that was done about one task. */
export interface Story extends Entry {
  readonly notes: readonly TimedNote[];
  readonly idempotencyKeys: readonly string[];
}

export interface Selection {
  readonly status: readonly TaskStatus[] | null;
  readonly operation: readonly OperationName[] | null;
  readonly viewer: string | null;
  /** Epoch milliseconds. */
  readonly createdAfter: number | null;
  readonly limit: number;
}

/** The store, read across viewers. */
export interface Journal {
  /** The newest first. */
  list(selection: Selection): Entry[];
  /** By the id that clients know (a track's will do), the bare one that logs show, or the provider's. */
  show(id: string): Story | null;
  /** Makes a task due now; the gateway that runs on this file looks at it within a second. */
  hasten(id: string, now: number): void;
}

const toEntry = (row: Record<string, unknown>): Entry => {
  const task: Task = JSON.parse(String(row['task']));
  return { id: globalIdOf(task), task, checkAt: row['check_at'] === null ? null : Number(row['check_at']) };
};

export const createJournal = (db: DatabaseSync): Journal => {
  const all = (sql: string, ...values: SQLInputValue[]) => db.prepare(sql).all(...values);

  return {
    list({ status, operation, viewer, createdAfter, limit }) {
      const rows = all(
        `SELECT task, check_at FROM tasks
          WHERE (?1 IS NULL OR status IN (SELECT value FROM json_each(?1)))
            AND (?2 IS NULL OR operation IN (SELECT value FROM json_each(?2)))
            AND (?3 IS NULL OR viewer = ?3) AND (?4 IS NULL OR created_at > ?4)
          ORDER BY rowid DESC LIMIT ?5`,
        status && JSON.stringify(status),
        operation && JSON.stringify(operation),
        viewer,
        createdAfter,
        limit,
      );
      return rows.map(toEntry);
    },

    show(id) {
      const bare = readGlobalId(id)?.taskId ?? id;
      const [row] = all(
        `SELECT task, check_at FROM tasks
          WHERE id IN (?1, (SELECT id FROM tasks WHERE upstream_task_id = ?1 COLLATE NOCASE)) LIMIT 1`,
        bare,
      );
      if (!row) return null;
      const entry = toEntry(row);
      const notes = all('SELECT at, kind, outcome, detail FROM notes WHERE task_id = ? ORDER BY rowid', entry.task.id);
      const keys = all('SELECT key FROM idempotency_keys WHERE task_id = ? ORDER BY key', entry.task.id);
      return {
        ...entry,
        notes: notes.map((note) => ({
          at: Number(note['at']),
          kind: String(note['kind']) as Note['kind'],
          outcome: String(note['outcome']),
          detail: note['detail'] === null ? null : String(note['detail']),
        })),
        idempotencyKeys: keys.map(({ key }) => String(key)),
      };
    },

    hasten(id, now) {
      // One statement is a transaction of its own; a gateway that holds the lock just now is waited for.
      db.prepare(
        'UPDATE tasks SET check_at = ?, pause_ms = ?, lease_until = NULL, revision = revision + 1 WHERE id = ?',
      ).run(now, HINTED_PAUSE_MS, id);
    },
  };
};
