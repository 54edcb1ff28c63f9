import type { DatabaseSync, SQLInputValue, SQLOutputValue } from 'node:sqlite';
import { OPERATION_NAMES } from '../../domain/operations/index.ts';
import { StoreUnavailableError } from '../../domain/tasks/errors.ts';
import type { Task } from '../../domain/tasks/lifecycle/task.ts';
import { decodeTask } from '../../domain/tasks/lifecycle/task-codec.ts';
import type { TrackedTask } from '../../domain/tasks/lifecycle/tracked-task.ts';

export type Row = Record<string, SQLOutputValue>;

/** SQL against one connection; each text is prepared once. */
export interface Statements {
  all(sql: string, ...values: SQLInputValue[]): Row[];
  first(sql: string, ...values: SQLInputValue[]): Row | undefined;
  /** Returns the number of rows changed. */
  run(sql: string, ...values: SQLInputValue[]): number;
}

export const createStatements = (db: DatabaseSync): Statements => {
  const known = new Map<string, ReturnType<DatabaseSync['prepare']>>();
  const prepared = (sql: string) => {
    const statement = known.get(sql) ?? db.prepare(sql);
    known.set(sql, statement);
    return statement;
  };
  return {
    all: (sql, ...values) => prepared(sql).all(...values),
    first: (sql, ...values) => prepared(sql).get(...values),
    run: (sql, ...values) => Number(prepared(sql).run(...values).changes),
  };
};

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

/** What `read` makes of each row whose task this version can handle. */
export const readable = <T>(rows: readonly Row[], read: (row: Row, task: Task) => T): T[] =>
  rows.flatMap((row) => {
    const task = toTask(row);
    return task === null ? [] : [read(row, task)];
  });

/** The columns of a row that `toTracked` reads. */
export const TRACKED_COLUMNS = 'task, check_at, pause_ms, revision';

export const toTracked = (row: Row, task: Task): TrackedTask => ({
  task,
  check: { at: row['check_at'] === null ? null : Number(row['check_at']), pauseMs: Number(row['pause_ms']) },
  revision: Number(row['revision']),
});

/** The sequence number of the viewer's latest change; 0 when there is none. */
export const latestSequence = ({ first }: Statements, viewer: string): number =>
  Number(first('SELECT max(change) AS latest FROM tasks WHERE viewer = ?', viewer)?.['latest'] ?? 0);
