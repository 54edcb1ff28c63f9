import {
  type EraseRequest,
  type EraseStep,
  NONE_REMOVED,
  type PruneRequest,
  type PruneStep,
  type Removed,
} from '../../domain/ports/task-removal.ts';
import { keepSequences } from './history.ts';
import { COUNT_NOTES } from './notes.ts';
import type { Statements } from './statements.ts';

/* To be run inside a transaction, all of it. */

/** Tables of what belongs to a task. */
const BELONGINGS = { idempotencyKeys: 'idempotency_keys', notes: 'notes', parts: 'output_parts' } as const;

const countIn = (table: string): string =>
  `(SELECT count(*) FROM ${table} WHERE task_id IN (SELECT value FROM json_each(?1)))`;

const COUNT = `SELECT ${countIn(BELONGINGS.idempotencyKeys)} AS idempotencyKeys, ${COUNT_NOTES} AS notes,
  ${countIn(BELONGINGS.parts)} AS parts`;

const countOf = ({ first }: Statements, ids: readonly string[]): Removed => {
  const row = first(COUNT, JSON.stringify(ids));
  const count = (name: keyof typeof BELONGINGS): number => Number(row?.[name]);
  return { tasks: ids.length, idempotencyKeys: count('idempotencyKeys'), notes: count('notes'), parts: count('parts') };
};

const KEEP_SEQUENCES = keepSequences('id IN (SELECT value FROM json_each(?))');

/** Deletes tasks with all that belongs to them. The numbers of their changes are not given again. */
export const deleteTasks = ({ run }: Statements, ids: readonly string[]): void => {
  if (ids.length === 0) return;
  const wanted = JSON.stringify(ids);
  run(KEEP_SEQUENCES, wanted);
  for (const table of Object.values(BELONGINGS)) {
    run(`DELETE FROM ${table} WHERE task_id IN (SELECT value FROM json_each(?))`, wanted);
  }
  run('DELETE FROM tasks WHERE id IN (SELECT value FROM json_each(?))', wanted);
};

/** Forgets a viewer without tasks. No number that the viewer has had is given again. */
const forgetViewer = ({ first, run }: Statements, viewer: string): void => {
  const sql = `DELETE FROM viewers WHERE viewer = ?1 AND NOT EXISTS (SELECT 1 FROM tasks WHERE viewer = ?1)
     RETURNING sequence`;
  const row = first(sql, viewer);
  // One more, so that what is kept by the number (docs/decisions/042-what-is-kept.md) ends with it.
  if (row) run('UPDATE history SET floor = max(floor, ? + 1)', Number(row['sequence']));
};

/** See `TaskRemoval.prune`. */
export const prune = (statements: Statements, { before, after, limit, dryRun = false }: PruneRequest): PruneStep => {
  const looked = statements.all(
    `SELECT id, viewer, created_at, json_extract(task, '$.updatedAt') < ?1 AND NOT EXISTS (
         SELECT 1 FROM idempotency_keys WHERE task_id = tasks.id AND bound_at >= ?1) AS is_old
       FROM tasks INDEXED BY tasks_ended
      WHERE check_at IS NULL AND status IN ('SUCCEEDED', 'FAILED')
        AND created_at < ?1 AND (created_at, id) > (?2, ?3)
      ORDER BY created_at, id LIMIT ?4`,
    before,
    after?.createdAt ?? -1,
    after?.id ?? '',
    limit,
  );
  const old = looked.filter((row) => row['is_old'] === 1);
  const ids = old.map(({ id }) => String(id));
  const removed = ids.length === 0 ? NONE_REMOVED : countOf(statements, ids);
  if (!dryRun) {
    deleteTasks(statements, ids);
    for (const viewer of new Set(old.map((row) => String(row['viewer'])))) forgetViewer(statements, viewer);
  }
  const last = looked.length === limit ? looked.at(-1) : undefined;
  if (!last && !dryRun) statements.run('DELETE FROM unknown_callbacks WHERE last_at < ?', before);
  return { removed, next: last ? { createdAt: Number(last['created_at']), id: String(last['id']) } : null };
};

/** See `OperatorStore.erase`. */
export const erase = (statements: Statements, { viewer, limit, force }: EraseRequest): EraseStep => {
  const sql = `SELECT count(*) AS open FROM tasks WHERE viewer = ? AND status NOT IN ('SUCCEEDED', 'FAILED')`;
  const open = Number(statements.first(sql, viewer)?.['open']);
  if (open > 0 && !force) return { removed: NONE_REMOVED, open, isDone: false };
  const rows = statements.all('SELECT id FROM tasks WHERE viewer = ? LIMIT ?', viewer, limit);
  const ids = rows.map(({ id }) => String(id));
  const removed = countOf(statements, ids);
  deleteTasks(statements, ids);
  const isDone = ids.length < limit;
  if (isDone) forgetViewer(statements, viewer);
  return { removed, open, isDone };
};
