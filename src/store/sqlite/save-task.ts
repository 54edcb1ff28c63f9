import type { SQLInputValue } from 'node:sqlite';
import type { TaskChange } from '../../domain/ports/task-store.ts';
import { encodeTask } from '../../domain/tasks/lifecycle/task-codec.ts';
import { factsOf } from '../../domain/tasks/lifecycle/task-facts.ts';
import type { TrackedTask } from '../../domain/tasks/lifecycle/tracked-task.ts';
import type { Row } from '../task-rows.ts';
import { latestSequence, type Statements } from './statements.ts';

/** Columns of `tasks` with their values. */
type Columns = Readonly<Record<string, SQLInputValue>>;

/** The columns that may differ between two states of a task, beside those that count its states and its text. */
const columnsOf = ({ task, check }: TrackedTask): Columns => {
  const facts = factsOf(task);
  return {
    status: task.status,
    version: task.version,
    charge: task.charge,
    upstream_task_id: task.upstreamTaskId,
    expires_at: task.expiresAt,
    check_at: check.at,
    pause_ms: check.pauseMs,
    reusable_until: facts.reusableUntil,
    budgeted_at: facts.budgetedAt,
    budgeted_credits: facts.budgetedCredits,
    arrived_at: facts.arrivedAt,
    is_refused: facts.isRefused ? 1 : 0,
  };
};

const COLUMNS = `status, version, charge, upstream_task_id, expires_at, check_at, pause_ms, reusable_until, budgeted_at,
  budgeted_credits, arrived_at, is_refused`;

/** The columns that differ from the row. */
const changesOf = (row: Row, columns: Columns): [string, SQLInputValue][] =>
  Object.entries(columns).filter(([name, value]) => row[name] !== value);

/**
 * Saves the next state of a task. To be run inside a transaction: see `TaskStore.save`. Only columns that differ are set,
 * for SQLite writes every index that has a column among those that are set, whether or not its value is another one.
 *
 * @returns null when the stored revision is another one.
 */
export const saveTask = (statements: Statements, tracked: TrackedTask, expectedRevision: number): TaskChange | null => {
  const { first, run } = statements;
  const { task } = tracked;
  const sql = `SELECT rowid, change, lease_until, ${COLUMNS} FROM tasks WHERE id = ? AND revision = ?`;
  const row = first(sql, task.id, expectedRevision);
  if (!row) return null;
  const isVisible = row['version'] !== task.version;
  const sequence = isVisible ? latestSequence(statements, task.viewer) + 1 : Number(row['change']);
  const changes = changesOf(row, columnsOf(tracked));
  if (isVisible) changes.push(['change', sequence]);
  // A lease ends with the check that it was made for.
  const isRescheduled = changes.some(([name]) => name === 'check_at' || name === 'pause_ms');
  if (isRescheduled && row['lease_until'] !== null) changes.push(['lease_until', null]);
  changes.push(['revision', tracked.revision], ['task', encodeTask(task)]);
  const sets = changes.map(([name]) => `${name} = ?`).join(', ');
  run(`UPDATE tasks SET ${sets} WHERE rowid = ?`, ...changes.map(([, value]) => value), Number(row['rowid']));
  return { task, sequence };
};
