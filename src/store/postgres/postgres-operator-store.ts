import type { OperatorStore, TaskEntry } from '../../domain/ports/operator-store.ts';
import type { Note } from '../../domain/ports/task-store.ts';
import type { Task } from '../../domain/tasks/lifecycle/task.ts';
import { IS_KNOWN, type Row, readable, TRACKED_COLUMNS, toTracked } from '../task-rows.ts';
import { UnusableStoreError } from '../unusable-store-error.ts';
import type { Database, Statement } from './database.ts';
import { beginEpoch } from './history.ts';
import { erase, prune, unknownCallbacks } from './removal.ts';
import { fromStorable, toStorable, toStorableOrNull } from './storable-text.ts';

const LIST: Statement = {
  name: 'operator_list_1',
  text: `SELECT ${TRACKED_COLUMNS} FROM tasks
    WHERE ($1::text[] IS NULL OR status = ANY ($1)) AND ($2::text[] IS NULL OR operation = ANY ($2))
      AND ($3::text IS NULL OR viewer = $3) AND ($4::bigint IS NULL OR created_at > $4) AND ${IS_KNOWN}
    ORDER BY place DESC LIMIT $5`,
};

const FIND: Statement = {
  name: 'operator_find_1',
  text: `SELECT ${TRACKED_COLUMNS} FROM tasks
    WHERE id = $1 OR id = (SELECT id FROM tasks WHERE lower(upstream_task_id) = lower($1 COLLATE "C") LIMIT 1) LIMIT 1`,
};

const NOTES: Statement = {
  name: 'operator_notes_2',
  text: 'SELECT at, kind, outcome, detail FROM notes WHERE task_id = $1 ORDER BY at, id',
};

const KEYS: Statement = {
  name: 'operator_keys_1',
  text: 'SELECT key FROM idempotency_keys WHERE task_id = $1 ORDER BY key',
};

const SET_CHECK: Statement = {
  name: 'operator_set_check_1',
  text: `UPDATE tasks SET check_at = $1, pause_ms = $2, lease_until = NULL, revision = revision + 1 WHERE id = $3`,
};

const toEntry = (row: Row, task: Task): TaskEntry => ({ task, check: toTracked(row, task).check });

/** The operator's view of a PostgreSQL database that gateways may be using. */
export const createPostgresOperatorStore = (database: Database): OperatorStore => ({
  async list({ status, operation, viewer, createdAfter, limit }) {
    const values = [status, operation, toStorableOrNull(viewer), createdAfter, limit];
    return readable(await database.all(LIST, () => values), toEntry);
  },

  async show(id) {
    const [entry] = readable(await database.all(FIND, () => [toStorable(id)]), toEntry);
    if (!entry) return null;
    const notes = await database.all(NOTES, () => [entry.task.id]);
    const keys = await database.all(KEYS, () => [entry.task.id]);
    return {
      ...entry,
      notes: notes.map((note) => ({
        at: Number(note['at']),
        kind: String(note['kind']) as Note['kind'],
        outcome: fromStorable(String(note['outcome'])),
        detail: note['detail'] === null ? null : fromStorable(String(note['detail'])),
      })),
      idempotencyKeys: keys.map(({ key }) => fromStorable(String(key))),
    };
  },

  async setCheck(taskId, { at, pauseMs }) {
    await database.all(SET_CHECK, () => [at, pauseMs, toStorable(taskId)]);
  },

  prune: (request) => prune(database, request),

  erase: (request) => erase(database, request),

  unknownCallbacks: () => unknownCallbacks(database),

  async backup() {
    throw new UnusableStoreError('A PostgreSQL database is backed up by pg_dump: see docs/backup.md');
  },

  beginEpoch: () => beginEpoch(database),

  close: () => database.close(),
});
