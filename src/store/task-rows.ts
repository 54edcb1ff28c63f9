import { OPERATION_NAMES } from '../domain/operations/index.ts';
import { StoreUnavailableError } from '../domain/tasks/errors.ts';
import type { Task } from '../domain/tasks/lifecycle/task.ts';
import { decodeTask } from '../domain/tasks/lifecycle/task-codec.ts';
import type { TrackedTask } from '../domain/tasks/lifecycle/tracked-task.ts';

/** A row of an SQL database, by column. */
export type Row = Readonly<Record<string, unknown>>;

/** Condition on rows: this version knows the operation. The names are constants of the code. */
export const IS_KNOWN = `operation IN (${OPERATION_NAMES.map((name) => `'${name}'`).join(', ')})`;

/** The task in a row's `task` column; null when a newer version wrote it, and this one cannot handle it. */
export const toTask = (row: Row): Task | null => decodeTask(String(row['task']));

/** The task in a row that has to be read. @throws StoreUnavailableError when only a newer version can. */
export const requireTask = (row: Row): Task => {
  const task = toTask(row);
  if (task === null) throw new StoreUnavailableError('A newer version of the gateway wrote this task.');
  return task;
};

/**
 * What `read` makes of each row whose task this version can handle.
 *
 * @param taskIn finds the task in a row.
 */
export const readable = <T>(rows: readonly Row[], read: (row: Row, task: Task) => T, taskIn = toTask): T[] =>
  rows.flatMap((row) => {
    const task = taskIn(row);
    return task === null ? [] : [read(row, task)];
  });

/** The columns of a row that `toTracked` reads. */
export const TRACKED_COLUMNS = 'task, check_at, pause_ms, revision';

export const toTracked = (row: Row, task: Task): TrackedTask => ({
  task,
  check: { at: row['check_at'] === null ? null : Number(row['check_at']), pauseMs: Number(row['pause_ms']) },
  revision: Number(row['revision']),
});
