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

/** See `TaskStore.latestSequence`. */
export const latestSequence = ({ first }: Statements, viewer: string): number => {
  const sql = 'SELECT coalesce((SELECT sequence FROM viewers WHERE viewer = ?), floor) AS latest FROM history';
  return Number(first(sql, viewer)?.['latest']);
};

/** Gives out the viewer's next sequence number. To be run inside a transaction. */
export const nextSequence = ({ first }: Statements, viewer: string): number => {
  const sql = `INSERT INTO viewers (viewer, sequence) SELECT ?, floor + 1 FROM history WHERE true
     ON CONFLICT (viewer) DO UPDATE SET sequence = sequence + 1 RETURNING sequence`;
  return Number(first(sql, viewer)?.['sequence']);
};
