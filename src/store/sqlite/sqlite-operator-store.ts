import type { DatabaseSync } from 'node:sqlite';
import type { OperatorStore, TaskEntry } from '../../domain/ports/operator-store.ts';
import type { Note } from '../../domain/ports/task-store.ts';
import type { Task } from '../../domain/tasks/lifecycle/task.ts';
import { IS_KNOWN, type Row, readable, TRACKED_COLUMNS, toTracked } from '../task-rows.ts';
import { createStatements } from './statements.ts';

const toEntry = (row: Row, task: Task): TaskEntry => ({ task, check: toTracked(row, task).check });

/** The operator's view of a SQLite database that a gateway may be using. */
export const createSqliteOperatorStore = (db: DatabaseSync): OperatorStore => {
  const { all, run } = createStatements(db);

  return {
    async list({ status, operation, viewer, createdAfter, limit }) {
      const rows = all(
        `SELECT ${TRACKED_COLUMNS} FROM tasks
          WHERE (?1 IS NULL OR status IN (SELECT value FROM json_each(?1)))
            AND (?2 IS NULL OR operation IN (SELECT value FROM json_each(?2)))
            AND (?3 IS NULL OR viewer = ?3) AND (?4 IS NULL OR created_at > ?4) AND ${IS_KNOWN}
          ORDER BY rowid DESC LIMIT ?5`,
        status && JSON.stringify(status),
        operation && JSON.stringify(operation),
        viewer,
        createdAfter,
        limit,
      );
      return readable(rows, toEntry);
    },

    async show(id) {
      const rows = all(
        `SELECT ${TRACKED_COLUMNS} FROM tasks
          WHERE id IN (?1, (SELECT id FROM tasks WHERE upstream_task_id = ?1 COLLATE NOCASE)) LIMIT 1`,
        id,
      );
      const [entry] = readable(rows, toEntry);
      if (!entry) return null;
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

    async setCheck(taskId, { at, pauseMs }) {
      // One statement is a transaction of its own; a gateway that holds the lock at this moment is waited for.
      run(
        'UPDATE tasks SET check_at = ?, pause_ms = ?, lease_until = NULL, revision = revision + 1 WHERE id = ?',
        at,
        pauseMs,
        taskId,
      );
    },

    async close() {
      db.close();
    },
  };
};
