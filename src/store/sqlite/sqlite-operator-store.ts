import type { DatabaseSync } from 'node:sqlite';
import type { OperatorStore, TaskEntry } from '../../domain/ports/operator-store.ts';
import type { Note } from '../../domain/ports/task-store.ts';
import { StoreUnavailableError } from '../../domain/tasks/errors.ts';
import type { Task } from '../../domain/tasks/lifecycle/task.ts';
import { IS_KNOWN, type Row, readable, TRACKED_COLUMNS, toTracked } from '../task-rows.ts';
import { backup } from './backup.ts';
import { erase, prune } from './delete-tasks.ts';
import { beginEpoch } from './history.ts';
import { notesOf } from './notes.ts';
import { createStatements } from './statements.ts';
import { unknownCallbacks } from './unknown-callbacks.ts';

const toEntry = (row: Row, task: Task): TaskEntry => ({ task, check: toTracked(row, task).check });

/** The operator's view of a SQLite database that a gateway may be using. */
export const createSqliteOperatorStore = (db: DatabaseSync): OperatorStore => {
  const statements = createStatements(db);
  const { all, run } = statements;

  /**
   * Runs `work` inside a transaction. A gateway that holds the lock at this moment is waited for.
   *
   * @throws StoreUnavailableError
   */
  const writing = <T>(work: () => T): T => {
    try {
      db.exec('BEGIN IMMEDIATE');
      const result = work();
      db.exec('COMMIT');
      return result;
    } catch (cause) {
      if (db.isTransaction) db.exec('ROLLBACK');
      if (!(cause instanceof Error && 'errcode' in cause)) throw cause;
      throw new StoreUnavailableError(`The store cannot be written to: ${cause.message}`, { cause });
    }
  };

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
      const keys = all('SELECT key FROM idempotency_keys WHERE task_id = ? ORDER BY key', entry.task.id);
      return {
        ...entry,
        notes: notesOf(statements, entry.task.id).map((note) => ({
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

    prune: async (request) => writing(() => prune(statements, request)),

    async erase(request) {
      const step = writing(() => erase(statements, request));
      // What was deleted is still in the write-ahead log, until it is emptied. Where another program reads, later.
      if (step.isDone) db.exec('PRAGMA wal_checkpoint(TRUNCATE)');
      return step;
    },

    unknownCallbacks: async () => unknownCallbacks(statements),

    backup: async (file) => backup(db, file),

    beginEpoch: async () => beginEpoch(db),

    async close() {
      db.close();
    },
  };
};
