import { OPERATION_NAMES } from '../../domain/operations/index.ts';
import type { TaskFilter } from '../../domain/ports/task-store.ts';
import { TASK_STATUSES } from '../../domain/tasks/lifecycle/task.ts';
import { IS_KNOWN, type Row } from '../task-rows.ts';
import type { Statements } from './statements.ts';

/** The newest rows of one operation in one status: a short walk along an index that ends with `birth`. */
const part = (operation: number, status: number): string =>
  `SELECT * FROM (SELECT rowid AS place, birth FROM tasks
     WHERE viewer = ?1 AND birth < ?2 AND operation = ?${operation} AND status = ?${status}
     ORDER BY birth DESC LIMIT ?3)`;

/**
 * The newest `count` rows of a viewer that fit `filter`, born before `before`, newest first.
 *
 * A filter is answered by one part for each pair of an operation and a status, each no longer than the page. A
 * condition on the rows in the order of their birth would read all rows of the viewer to find one of a rare status.
 */
export const newestRows = (
  { all }: Statements,
  viewer: string,
  { status, operation }: TaskFilter,
  count: number,
  before: number | null,
): Row[] => {
  const bounds = [viewer, before ?? Number.MAX_SAFE_INTEGER, count] as const;
  if (!status && !operation) {
    const sql = `SELECT birth, id, task FROM tasks WHERE viewer = ?1 AND birth < ?2 AND ${IS_KNOWN}
                  ORDER BY birth DESC LIMIT ?3`;
    return all(sql, ...bounds);
  }
  const operations = [...new Set(operation ?? OPERATION_NAMES)];
  const statuses = [...new Set(status ?? TASK_STATUSES)];
  if (operations.length === 0 || statuses.length === 0) return [];
  const firstStatus = bounds.length + operations.length + 1;
  const parts = operations.flatMap((_, i) => statuses.map((__, j) => part(bounds.length + 1 + i, firstStatus + j)));
  const sql = `SELECT t.birth, t.id, t.task
     FROM (${parts.join(' UNION ALL ')} ORDER BY birth DESC LIMIT ?3) newest
     JOIN tasks t ON t.rowid = newest.place ORDER BY newest.birth DESC`;
  return all(sql, ...bounds, ...operations, ...statuses);
};
