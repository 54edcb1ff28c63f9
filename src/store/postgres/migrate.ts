import type pg from 'pg';
import { tables } from './migrations/001-tables.ts';
import { createTask } from './migrations/002-create-task.ts';
import { saveTask } from './migrations/003-save-task.ts';
import { refusedAndSource } from './migrations/004-refused-and-source.ts';
import { usedUploads } from './migrations/005-used-uploads.ts';
import { removal } from './migrations/006-removal.ts';
import { nodes } from './migrations/007-nodes.ts';

/** A step of the schema. Steps are added at the end, and never changed. */
export interface Migration {
  readonly sql: string;
  /**
   * How many steps a program has to know to work on a schema that has taken this one. A step that only adds something
   * names the number of the oldest program that still runs; a step that takes something away, which no program of this
   * number or later uses any more, names that number (expand, then contract).
   */
  readonly worksWith: number;
}

const MIGRATIONS: readonly Migration[] = [
  { sql: tables, worksWith: 3 },
  { sql: createTask, worksWith: 3 },
  { sql: saveTask, worksWith: 3 },
  { sql: refusedAndSource, worksWith: 3 },
  { sql: usedUploads, worksWith: 3 },
  { sql: removal, worksWith: 3 },
  { sql: nodes, worksWith: 3 },
];

/** The number of steps that this program knows. */
export const STEPS = MIGRATIONS.length;

/** How many steps a database has taken, and how many a program has to know to work with it; zeros for an empty one. */
export interface SchemaState {
  readonly taken: number;
  readonly worksWith: number;
}

/** Names the lock that lets one node at a time migrate: the letters "stem" as a number. */
const MIGRATION_LOCK = 0x7374656d;

export const readSchema = async (client: pg.ClientBase): Promise<SchemaState> => {
  const { rows: found } = await client.query<{ exists: boolean }>(
    "SELECT to_regclass('stemgate_schema') IS NOT NULL AS exists",
  );
  if (found[0]?.exists !== true) return { taken: 0, worksWith: 0 };
  const { rows } = await client.query<{ taken: number | null; works_with: number | null }>(
    'SELECT max(step) AS taken, max(works_with) AS works_with FROM stemgate_schema',
  );
  return { taken: rows[0]?.taken ?? 0, worksWith: rows[0]?.works_with ?? 0 };
};

/** @throws Error when a newer program has changed the schema so that this one cannot work with it. */
export const requireUsable = ({ taken, worksWith }: SchemaState, steps = STEPS): void => {
  if (worksWith > steps) throw new Error(`its schema (${taken}) is newer than this program can use (${steps})`);
};

/**
 * Brings a database to the newest schema, in one transaction. Other nodes that start meanwhile wait for it: the lock
 * ends with the transaction, also behind a pooler. A schema that is newer is left alone.
 *
 * @throws Error when a newer program has changed the schema so that this one cannot work with it.
 */
export const migrate = async (client: pg.ClientBase, migrations = MIGRATIONS): Promise<void> => {
  await client.query('BEGIN');
  try {
    await client.query(`SELECT pg_advisory_xact_lock(${MIGRATION_LOCK})`);
    const state = await readSchema(client);
    requireUsable(state, migrations.length);
    if (state.taken === 0) {
      await client.query(
        'CREATE TABLE IF NOT EXISTS stemgate_schema (step integer PRIMARY KEY, works_with integer NOT NULL)',
      );
    }
    for (const [index, { sql, worksWith }] of migrations.entries()) {
      if (index < state.taken) continue;
      await client.query(sql);
      await client.query('INSERT INTO stemgate_schema (step, works_with) VALUES ($1, $2)', [index + 1, worksWith]);
    }
    await client.query('COMMIT');
  } catch (error) {
    await client.query('ROLLBACK');
    throw error;
  }
};
