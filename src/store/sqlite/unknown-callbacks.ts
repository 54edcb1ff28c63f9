import type { UnknownCallback } from '../../domain/ports/operator-store.ts';
import type { Statements } from './statements.ts';

/** The most unknown tasks that are kept; those that were told of last. */
const MAX_UNKNOWN = 1_000;

/** See `TaskStore.noteUnknown`. To be run inside a transaction. */
export const noteUnknown = ({ run }: Statements, taskId: string, upstreamTaskId: string | null, at: number): void => {
  run(
    `INSERT INTO unknown_callbacks (task_id, upstream_task_id, first_at, last_at, count) VALUES (?1, ?2, ?3, ?3, 1)
       ON CONFLICT (task_id) DO UPDATE SET upstream_task_id = coalesce(upstream_task_id, excluded.upstream_task_id),
         last_at = excluded.last_at, count = count + 1`,
    taskId,
    upstreamTaskId,
    at,
  );
  run(
    `DELETE FROM unknown_callbacks WHERE task_id IN (
       SELECT task_id FROM unknown_callbacks ORDER BY last_at DESC, task_id LIMIT -1 OFFSET ?)`,
    MAX_UNKNOWN,
  );
};

/** See `OperatorStore.unknownCallbacks`. */
export const unknownCallbacks = ({ all }: Statements): UnknownCallback[] =>
  all('SELECT * FROM unknown_callbacks ORDER BY last_at DESC, task_id').map((row) => ({
    taskId: String(row['task_id']),
    upstreamTaskId: row['upstream_task_id'] === null ? null : String(row['upstream_task_id']),
    firstAt: Number(row['first_at']),
    lastAt: Number(row['last_at']),
    count: Number(row['count']),
  }));
