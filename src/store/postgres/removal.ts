import type { UnknownCallback } from '../../domain/ports/operator-store.ts';
import type { EraseRequest, EraseStep, PruneRequest, PruneStep, Removed } from '../../domain/ports/task-removal.ts';
import type { Row } from '../task-rows.ts';
import type { Database, Statement } from './database.ts';
import { fromStorable, toStorable, toStorableOrNull } from './storable-text.ts';

/** The most unknown tasks that are kept; those that were told of last. */
const MAX_UNKNOWN = 1_000;

const PRUNE: Statement = { name: 'prune_1', text: 'SELECT * FROM prune_1($1, $2, $3, $4, $5)' };

const ERASE: Statement = { name: 'erase_1', text: 'SELECT * FROM erase_1($1, $2, $3)' };

const NOTE_UNKNOWN: Statement = {
  name: 'note_unknown_1',
  text: `WITH noted AS (
      INSERT INTO unknown_callbacks AS u (task_id, upstream_task_id, first_at, last_at, count) VALUES ($1, $2, $3, $3, 1)
        ON CONFLICT (task_id) DO UPDATE SET upstream_task_id = coalesce(u.upstream_task_id, excluded.upstream_task_id),
          last_at = excluded.last_at, count = u.count + 1)
    DELETE FROM unknown_callbacks WHERE task_id IN (
      SELECT task_id FROM unknown_callbacks WHERE task_id <> $1 ORDER BY last_at DESC, task_id OFFSET ${MAX_UNKNOWN - 1})`,
};

const UNKNOWN: Statement = {
  name: 'unknown_callbacks_1',
  text: 'SELECT * FROM unknown_callbacks ORDER BY last_at DESC, task_id',
};

const toRemoved = (row: Row): Removed => ({
  tasks: Number(row['r_tasks']),
  idempotencyKeys: Number(row['r_keys']),
  notes: Number(row['r_notes']),
  parts: Number(row['r_parts']),
});

/** See `TaskRemoval.prune`. Of a step that is run again, the first run may be missing in the count. */
export const prune = async (
  database: Database,
  { before, after, limit, dryRun = false }: PruneRequest,
): Promise<PruneStep | null> => {
  const values = [before, after?.createdAt ?? -1, after?.id ?? '', limit, dryRun];
  const [row] = await database.all(PRUNE, () => values);
  if (!row) return null;
  const next = row['r_id'] === null ? null : { createdAt: Number(row['r_created_at']), id: String(row['r_id']) };
  return { removed: toRemoved(row), next };
};

/** See `OperatorStore.erase`. */
export const erase = async (database: Database, { viewer, limit, force }: EraseRequest): Promise<EraseStep> => {
  const [row] = await database.all(ERASE, () => [toStorable(viewer), limit, force]);
  if (!row) throw new Error('The database has not said what it erased.');
  return { removed: toRemoved(row), open: Number(row['r_open']), isDone: row['r_is_done'] === true };
};

/** See `TaskStore.noteUnknown`. */
export const noteUnknown = async (
  database: Database,
  taskId: string,
  upstreamTaskId: string | null,
  at: number,
): Promise<void> => {
  await database.all(NOTE_UNKNOWN, () => [taskId, toStorableOrNull(upstreamTaskId), at]);
};

/** See `OperatorStore.unknownCallbacks`. */
export const unknownCallbacks = async (database: Database): Promise<UnknownCallback[]> =>
  (await database.all(UNKNOWN, () => [])).map((row) => ({
    taskId: String(row['task_id']),
    upstreamTaskId: row['upstream_task_id'] === null ? null : fromStorable(String(row['upstream_task_id'])),
    firstAt: Number(row['first_at']),
    lastAt: Number(row['last_at']),
    count: Number(row['count']),
  }));
