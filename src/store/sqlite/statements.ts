import type { DatabaseSync, SQLInputValue } from 'node:sqlite';
import type { Row } from '../task-rows.ts';

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
    const found = known.get(sql);
    if (found !== undefined) return found;
    const statement = db.prepare(sql);
    known.set(sql, statement);
    return statement;
  };
  return {
    all: (sql, ...values) => prepared(sql).all(...values),
    first: (sql, ...values) => prepared(sql).get(...values),
    run: (sql, ...values) => Number(prepared(sql).run(...values).changes),
  };
};

/** See `TaskStore.latestSequence`. Inside a transaction, the next change gets the number after it. */
export const latestSequence = ({ first }: Statements, viewer: string): number => {
  const sql = `SELECT coalesce(max(latest), (SELECT floor FROM history)) AS latest FROM (
     SELECT max(change) AS latest FROM tasks WHERE viewer = ?1
     UNION ALL SELECT sequence FROM viewers WHERE viewer = ?1)`;
  return Number(first(sql, viewer)?.['latest']);
};
