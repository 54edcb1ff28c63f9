import type pg from 'pg';

const PROBE = { name: 'probe_1', text: 'SELECT pg_backend_pid() AS backend' };

/**
 * Finds a pooler that gives each transaction another connection to the server, such as PgBouncer in transaction mode, and
 * does not know the statements that a client has prepared: every call would fail. The other client takes the connection
 * on which the first one has prepared a statement, which the first one then uses on another.
 *
 * @throws DatabaseError of such a pooler.
 */
export const requirePreparedStatements = async (client: pg.ClientBase, other: pg.ClientBase): Promise<void> => {
  await client.query(PROBE);
  await other.query('BEGIN');
  try {
    await other.query(PROBE.text);
    await client.query(PROBE);
  } finally {
    await other.query('ROLLBACK');
  }
};
