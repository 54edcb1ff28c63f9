import type { DatabaseSync, SQLInputValue, SQLOutputValue } from 'node:sqlite';
import type { TaskChange } from '../../domain/ports/task-store.ts';
import type { Task } from '../../domain/tasks/lifecycle/task.ts';
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

/** The task in a row's `task` column, as it was saved. */
export const toTask = (row: Row): Task => JSON.parse(String(row['task']));

/** The columns of a row that `toTracked` reads. */
export const TRACKED_COLUMNS = 'task, check_at, pause_ms, revision';

export const toTracked = (row: Row): TrackedTask => ({
  task: toTask(row),
  check: { at: row['check_at'] === null ? null : Number(row['check_at']), pauseMs: Number(row['pause_ms']) },
  revision: Number(row['revision']),
});

export const toChange = (row: Row): TaskChange => ({ task: toTask(row), sequence: Number(row['change']) });

/** The sequence number of the viewer's latest change; 0 when there is none. */
export const latestSequence = ({ first }: Statements, viewer: string): number =>
  Number(first('SELECT max(change) AS latest FROM tasks WHERE viewer = ?', viewer)?.['latest'] ?? 0);
