import type pg from 'pg';
import type { Database, Statement } from './database.ts';
import { toStorable } from './storable-text.ts';

const SHARED: Statement = {
  name: 'shared_sequence_1',
  text: 'SELECT shared FROM viewers CROSS JOIN history WHERE viewer = $1 AND parent = $2',
};

const BEGIN_EPOCH: Statement = { name: 'begin_epoch_1', text: 'SELECT begin_epoch_1()' };

/** See `TaskStore.sharedSequence`. */
export const sharedSequence = async (database: Database, viewer: string, epoch: string): Promise<number> => {
  const [row] = await database.all(SHARED, () => [toStorable(viewer), epoch]);
  return Number(row?.['shared'] ?? 0);
};

/** See `OperatorStore.beginEpoch`. */
export const beginEpoch = async (database: Database): Promise<void> => {
  await database.all(BEGIN_EPOCH, () => []);
};

/** Names the tables of this database. A dump that is restored makes others, also in the same database. */
const nameTables = async (client: pg.ClientBase): Promise<string> => {
  const { rows } = await client.query<{ tables: string; may_ask: boolean }>(
    `SELECT concat_ws(' ', 'tasks'::regclass::oid, 'viewers'::regclass::oid, 'history'::regclass::oid) AS tables,
       has_function_privilege('pg_control_system()', 'EXECUTE') AS may_ask`,
  );
  const [{ tables, may_ask: mayAsk } = { tables: '', may_ask: false }] = rows;
  if (!mayAsk) return tables;
  // Two servers may number their tables alike.
  const servers = await client.query<{ server: string }>('SELECT system_identifier AS server FROM pg_control_system()');
  return `${servers.rows[0]?.server} ${tables}`;
};

/**
 * Begins an epoch if the database was restored from a dump since the last start of a gateway.
 *
 * @returns the epoch: see `TaskStore.epoch`.
 */
export const enterEpoch = async (client: pg.ClientBase): Promise<string> => {
  const tables = await nameTables(client);
  await client.query('BEGIN');
  // Of nodes that start together, one finds the old name.
  const before = await client.query<{ database: string | null }>('SELECT database FROM history FOR UPDATE');
  const known = before.rows[0]?.database ?? null;
  if (known !== tables) await client.query('UPDATE history SET database = $1', [tables]);
  if (known !== null && known !== tables) await client.query('SELECT begin_epoch_1()');
  const { rows } = await client.query<{ epoch: string }>('SELECT epoch FROM history');
  await client.query('COMMIT');
  return String(rows[0]?.epoch);
};
