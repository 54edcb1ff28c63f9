import type { SQLInputValue } from 'node:sqlite';
import type { TaskChange, TimedNote } from '../../domain/ports/task-store.ts';
import { factsOf } from '../../domain/tasks/lifecycle/task-facts.ts';
import type { TrackedTask } from '../../domain/tasks/lifecycle/tracked-task.ts';
import type { Row } from '../task-rows.ts';
import { noteText, SET_NOTE } from './notes.ts';
import { latestSequence, type Statements } from './statements.ts';

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

/** The sequence number of the latest version of a task. */
const changeOf = ({ first }: Statements, id: string): number =>
  Number(first('SELECT change FROM tasks WHERE id = ?', id)?.['change']);

/**
 * Saves the next state of a task. To be run inside a transaction: see `TaskStore.save`. Only columns that differ are set,
 * for SQLite writes every index that has a column among those that are set, whether or not its value is another one.
 *
 * @param known the stored state, where it is in memory; null: it is read.
 * @param text of the task.
 * @param note about what changed it.
 * @returns null when the stored revision is another one.
 */
export const saveTask = (
  statements: Statements,
  known: TrackedTask | null,
  after: TrackedTask,
  expectedRevision: number,
  text: string,
  note: TimedNote,
): TaskChange | null => {
  const { first, run } = statements;
  const { task } = after;
  const before: Row | undefined = known
    ? columnsOf(known)
    : first(`SELECT ${COLUMNS} FROM tasks WHERE id = ? AND revision = ?`, task.id, expectedRevision);
  if (!before) return null;
  const isNewVersion = before['version'] !== task.version;
  const sequence = isNewVersion ? latestSequence(statements, task.viewer) + 1 : changeOf(statements, task.id);
  const differing = Object.entries(columnsOf(after)).filter(([column, value]) => before[column] !== value);
  if (isNewVersion) differing.push(['change', sequence]);
  // A lease ends with the check that it was made for.
  const endsLease = differing.some(([column]) => column === 'check_at' || column === 'pause_ms');
  if (endsLease) differing.push(['lease_until', null]);
  differing.push(['revision', after.revision], ['task', text]);
  // No RETURNING: for it, SQLite keeps rows aside in a table of their own, which takes half as long again.
  const saved = run(
    `UPDATE tasks SET ${differing.map(([column]) => `${column} = ?`).join(', ')}, ${SET_NOTE} WHERE id = ? AND revision = ?`,
    ...differing.map(([, value]) => value),
    noteText(note),
    task.id,
    expectedRevision,
  );
  return saved === 0 ? null : { task, sequence };
};
