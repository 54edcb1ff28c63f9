import { randomUUID } from 'node:crypto';
import type pg from 'pg';
import type { Clock } from '../../domain/ports/clock.ts';
import type { Logger } from '../../domain/ports/logger.ts';
import type { Database, Statement, Value } from './database.ts';

/** The secrets of a node's callback URLs, as digests: the first one signs, all are accepted. */
export type SecretDigests = readonly [string, ...string[]];

/** How often a node says that it is there, in milliseconds. */
const SEEN_MS = 15_000;
/** After how long without a word a node has died, in seconds. */
const DEAD_SECONDS = 60;

/** Names the lock under which nodes enter the list: the letters "node" as a number. */
const ENTRY_LOCK = 0x6e6f6465;

const SEEN: Statement = {
  name: 'node_seen_1',
  text: `INSERT INTO nodes (id, signs, accepts, seen_at) VALUES ($1, $2, $3, clock_timestamp())
    ON CONFLICT (id) DO UPDATE SET seen_at = EXCLUDED.seen_at`,
};
const GONE: Statement = { name: 'node_gone_1', text: 'DELETE FROM nodes WHERE id = $1' };

const OTHER_SECRET =
  'a gateway that works with it signs callback URLs with a secret that this one does not have, and would refuse. Give ' +
  'all of them the same CALLBACK_SECRET, or none and the same KIE_API_KEY. To change the secret, put the new one in ' +
  'front and keep the old one behind it; to change the key, set CALLBACK_SECRET on all of them first. Or stop all of ' +
  `them before this one starts: one that was killed counts for ${DEAD_SECONDS} s more`;

const NEW_SECRET =
  'a gateway that works with this database does not accept callbacks about what this one buys: give it the new ' +
  'CALLBACK_SECRET soon, too';

/** A node in the list. */
export interface NodeEntry {
  readonly id: string;
  readonly secrets: SecretDigests;
}

/**
 * Enters a node into the list of those that work with the database. Nodes enter one after another, so that two that
 * start together see each other.
 *
 * @returns a warning; null when all is well.
 * @throws Error when the node could not read the callbacks of another one.
 */
export const enterNode = async (client: pg.ClientBase, secrets: SecretDigests) => {
  const entry: NodeEntry = { id: randomUUID(), secrets };
  await client.query('BEGIN');
  try {
    await client.query(`SELECT pg_advisory_xact_lock(${ENTRY_LOCK})`);
    await client.query(`DELETE FROM nodes WHERE seen_at < clock_timestamp() - interval '${DEAD_SECONDS} seconds'`);
    const { rows } = await client.query<{ is_unknown: boolean | null; is_behind: boolean | null }>(
      'SELECT bool_or(signs <> ALL ($1)) AS is_unknown, bool_or($2 <> ALL (accepts)) AS is_behind FROM nodes',
      [secrets, secrets[0]],
    );
    if (rows[0]?.is_unknown === true) throw new Error(OTHER_SECRET);
    await client.query(SEEN.text, [entry.id, secrets[0], secrets]);
    await client.query('COMMIT');
    return { entry, warning: rows[0]?.is_behind === true ? NEW_SECRET : null };
  } catch (error) {
    await client.query('ROLLBACK');
    throw error;
  }
};

/**
 * Keeps a node in the list until it is stopped.
 *
 * @param clock a steady clock.
 */
export const stayInList = (database: Database, { id, secrets }: NodeEntry, clock: Clock, logger?: Logger) => {
  const stopping = new AbortController();

  /** What fails now is said again by the next word; `/readyz` says that the database is away. */
  const say = async (statement: Statement, values: readonly Value[]): Promise<void> => {
    await database
      .all(statement, () => values)
      .catch((error: unknown) => logger?.info({ err: error }, 'the list of nodes was not reached'));
  };

  const stay = async (): Promise<void> => {
    for (;;) {
      await clock.wait(SEEN_MS, stopping.signal);
      if (stopping.signal.aborted) return;
      await say(SEEN, [id, secrets[0], secrets]);
    }
  };
  const staying = stay();

  return {
    /** Takes the node from the list. */
    async leave(): Promise<void> {
      stopping.abort();
      await staying;
      await say(GONE, [id]);
    },
  };
};
