import type { LeaseRequest, Leases } from '../../domain/ports/task-store.ts';
import { IS_KNOWN, type Row, readable, TRACKED_COLUMNS, toTracked } from '../task-rows.ts';
import type { Statements } from './statements.ts';

const IS_FREE = `(lease_until IS NULL OR lease_until <= ?1 OR lease_until > ?2) AND ${IS_KNOWN}`;
/** A check that was set by a clock which has since been set back. */
const IS_FAR = 'check_at > ?3 AND upstream_task_id IS NOT NULL';

/** The longest pause, in milliseconds, of the tasks in the index `tasks_hinted`, which names it in its condition. */
const HINTED = 1_000;

/** When the next task that is not leased is due; null when there is none. */
export const nextDue = ({ first }: Statements, { now, until, farthest }: LeaseRequest): number | null => {
  const far = first(`SELECT 1 FROM tasks WHERE ${IS_FAR} AND ${IS_FREE} LIMIT 1`, now, until, farthest);
  if (far) return now;
  const sql = `SELECT check_at FROM tasks WHERE check_at IS NOT NULL AND ${IS_FREE} ORDER BY check_at LIMIT 1`;
  const at = first(sql, now, until)?.['check_at'];
  return at === undefined ? null : Number(at);
};

/** See `TaskStore.leaseDue`. To be run inside a transaction. */
export const leaseDue = (statements: Statements, request: LeaseRequest): Leases => {
  const { all, run } = statements;
  const { now, until, farthest, limit, maxPauseMs = Number.MAX_SAFE_INTEGER } = request;
  // Tasks whose end was announced are few among many that are due.
  const isHinted = maxPauseMs <= HINTED ? ` AND pause_ms <= ${HINTED}` : '';
  // Two statements, so that each reads only its end of the index.
  const select = (isDue: string, count: number): Row[] =>
    all(
      `SELECT id, ${TRACKED_COLUMNS} FROM tasks
        WHERE ${isDue} AND ${IS_FREE} AND pause_ms <= ?4${isHinted} ORDER BY check_at LIMIT ?5`,
      now,
      until,
      farthest,
      maxPauseMs,
      count,
    );
  const due = select('check_at <= ?1', limit);
  const rows = [...due, ...select(IS_FAR, limit - due.length)];
  const ids = JSON.stringify(rows.map((row) => row['id']));
  run('UPDATE tasks SET lease_until = ? WHERE id IN (SELECT value FROM json_each(?))', until, ids);
  return { leased: readable(rows, toTracked), nextAt: nextDue(statements, request) };
};
