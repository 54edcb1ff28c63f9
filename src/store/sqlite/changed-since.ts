import type { ChangePage, TaskFilter } from '../../domain/ports/task-store.ts';
import type { FinishedTasks } from '../finished-tasks.ts';
import { IS_KNOWN, readable } from '../task-rows.ts';
import { latestSequence, type Statements } from './statements.ts';

/** Changes that one call looks through for those that fit a filter. */
const SCAN = 1_000;

/** The sequence number after which the call stops looking; null when it looks through all changes. */
const endOfScan = ({ first }: Statements, viewer: string, sequence: number): number | null => {
  const sql = 'SELECT change FROM tasks WHERE viewer = ? AND change > ? ORDER BY change LIMIT 1 OFFSET ?';
  const row = first(sql, viewer, sequence, SCAN - 1);
  return row ? Number(row['change']) : null;
};

/** See `TaskStore.changedSince`. */
export const changedSince = (
  statements: Statements,
  finished: FinishedTasks,
  viewer: string,
  sequence: number,
  limit: number,
  { status = null, operation = null }: TaskFilter = {},
): ChangePage => {
  const isFiltered = status !== null || operation !== null;
  const end = isFiltered ? endOfScan(statements, viewer, sequence) : null;
  const rows = statements.all(
    `SELECT change, id, task FROM tasks
      WHERE viewer = ?1 AND change > ?2 AND change <= ?3 AND ${IS_KNOWN}
        AND (?4 IS NULL OR status IN (SELECT value FROM json_each(?4)))
        AND (?5 IS NULL OR operation IN (SELECT value FROM json_each(?5)))
      ORDER BY change LIMIT ?6`,
    viewer,
    sequence,
    end ?? Number.MAX_SAFE_INTEGER,
    status && JSON.stringify(status),
    operation && JSON.stringify(operation),
    limit,
  );
  const last = Number(rows.at(-1)?.['change'] ?? sequence);
  return {
    changes: readable(rows, (row, task) => ({ task, sequence: Number(row['change']) }), finished.read),
    upTo: rows.length === limit ? last : Math.max(sequence, end ?? latestSequence(statements, viewer)),
  };
};
