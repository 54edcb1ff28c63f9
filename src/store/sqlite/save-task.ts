import type { SQLInputValue } from 'node:sqlite';
import type { TaskChange } from '../../domain/ports/task-store.ts';
import { factsOf } from '../../domain/tasks/lifecycle/task-facts.ts';
import type { TrackedTask } from '../../domain/tasks/lifecycle/tracked-task.ts';
import type { Row } from '../task-rows.ts';
import type { Statements } from './statements.ts';

/** The columns that may differ between two states of a task, beside those that count its states and its text. */
const columnsOf = ({ task, check }: TrackedTask): Readonly<Record<string, SQLInputValue>> => {
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

/** What a save sets each column to that it has to set. */
interface Change {
  readonly column: string;
  readonly to: '?' | 'NULL' | '(SELECT sequence + 1 FROM viewers WHERE viewer = ?)';
  readonly values: readonly SQLInputValue[];
}

const changesOf = (before: Row, after: TrackedTask, text: string): Change[] => {
  const differing = Object.entries(columnsOf(after)).filter(([column, value]) => before[column] !== value);
  const changes: Change[] = differing.map(([column, value]) => ({ column, to: '?', values: [value] }));
  if (before['version'] !== after.task.version) {
    const to = '(SELECT sequence + 1 FROM viewers WHERE viewer = ?)';
    changes.push({ column: 'change', to, values: [after.task.viewer] });
  }
  // A lease ends with the check that it was made for.
  if (differing.some(([column]) => column === 'check_at' || column === 'pause_ms'))
    changes.push({ column: 'lease_until', to: 'NULL', values: [] });
  changes.push({ column: 'revision', to: '?', values: [after.revision] }, { column: 'task', to: '?', values: [text] });
  return changes;
};

/**
 * Saves the next state of a task. To be run inside a transaction: see `TaskStore.save`. Only columns that differ are set,
 * for SQLite writes every index that has a column among those that are set, whether or not its value is another one.
 *
 * @param known the stored state, where it is in memory; null: it is read.
 * @param text of the task.
 * @returns null when the stored revision is another one.
 */
export const saveTask = (
  { first, run }: Statements,
  known: TrackedTask | null,
  after: TrackedTask,
  expectedRevision: number,
  text: string,
): TaskChange | null => {
  const { task } = after;
  const before = known
    ? columnsOf(known)
    : first(`SELECT ${COLUMNS} FROM tasks WHERE id = ? AND revision = ?`, task.id, expectedRevision);
  if (!before) return null;
  const changes = changesOf(before, after, text);
  const row = first(
    `UPDATE tasks SET ${changes.map(({ column, to }) => `${column} = ${to}`).join(', ')}
      WHERE id = ? AND revision = ? RETURNING change`,
    ...changes.flatMap(({ values }) => values),
    task.id,
    expectedRevision,
  );
  if (!row) return null;
  const sequence = Number(row['change']);
  if (before['version'] !== task.version) {
    run('UPDATE viewers SET sequence = ? WHERE viewer = ?', sequence, task.viewer);
  }
  return { task, sequence };
};
