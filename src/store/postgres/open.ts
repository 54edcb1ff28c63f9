import pg from 'pg';
import { UnusableStoreError } from '../unusable-store-error.ts';
import { reasonOf } from './errors.ts';
import { enterEpoch } from './history.ts';
import { migrate, readSchema, requireUsable, STEPS } from './migrate.ts';
import { enterNode, type SecretDigests } from './node-list.ts';
import { requirePreparedStatements } from './pooler.ts';

/** How long a start waits for the server, for its answers, and for another node that migrates, in milliseconds. */
const CONNECT_TIMEOUT_MS = 5_000;
const ANSWER_TIMEOUT_MS = 5_000;
const MIGRATION_TIMEOUT_MS = 60_000;

/** The oldest PostgreSQL that is maintained and tried: 14. */
const OLDEST_SERVER = 140_000;

/** The host and the database of a `postgres://` URL: what may be shown of it. */
const nameOf = (url: string): string => {
  const { host, pathname } = new URL(url);
  return `${host}${pathname}`;
};

interface ServerSettings {
  readonly version: string;
  readonly encoding: string;
  readonly commit: string;
  readonly isolation: string;
}

/** Refuses a server on which a promise of the store would not hold. @throws Error */
const requireSuitable = async (client: pg.ClientBase): Promise<void> => {
  const { rows } = await client.query<ServerSettings>(
    `SELECT current_setting('server_version_num') AS version, current_setting('server_encoding') AS encoding,
       current_setting('synchronous_commit') AS commit, current_setting('default_transaction_isolation') AS isolation`,
  );
  const [settings] = rows;
  if (!settings) throw new Error('the server does not tell its settings');
  const { version, encoding, commit, isolation } = settings;
  const faults: [boolean, string][] = [
    [Number(version) < OLDEST_SERVER, 'PostgreSQL 14 or later is needed'],
    [encoding !== 'UTF8', `the encoding of the database must be UTF8, and is ${encoding}`],
    [commit === 'off', 'synchronous_commit is off: what is acknowledged would be lost with the server'],
    [isolation !== 'read committed', `default_transaction_isolation must be read committed, and is ${isolation}`],
  ];
  const [fault] = faults.filter(([isBroken]) => isBroken);
  if (fault) throw new Error(fault[1]);
};

const connected = async <T>(
  url: string,
  use: (client: pg.Client) => Promise<T>,
  timeoutMs = ANSWER_TIMEOUT_MS,
): Promise<T> => {
  const client = new pg.Client({
    connectionString: url,
    application_name: 'stemgate',
    connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
    query_timeout: timeoutMs,
  });
  // An error of the connection fails the query that runs as well.
  client.on('error', () => undefined);
  try {
    await client.connect();
    return await use(client);
  } catch (cause) {
    if (cause instanceof UnusableStoreError) throw cause;
    throw new UnusableStoreError(`The database ${nameOf(url)} cannot be used: ${reasonOf(cause)}`, { cause });
  } finally {
    await client.end();
  }
};

/**
 * Checks a database and brings its schema up to date.
 *
 * @returns its epoch: see `TaskStore.epoch`.
 * @throws UnusableStoreError
 */
export const prepareDatabase = async (url: string): Promise<string> => {
  await connected(url, async (client) => {
    await requireSuitable(client);
    await connected(url, (other) => requirePreparedStatements(client, other));
  });
  const prepare = async (client: pg.Client): Promise<string> => {
    await migrate(client);
    return await enterEpoch(client);
  };
  return await connected(url, prepare, MIGRATION_TIMEOUT_MS);
};

/**
 * Enters this node into the list of those that use a database.
 *
 * @throws UnusableStoreError when a node that uses it has another secret.
 */
export const enterDatabase = (url: string, secrets: SecretDigests) =>
  connected(url, (client) => enterNode(client, secrets));

/** Checks a database that gateways use: nothing is made or migrated. @throws UnusableStoreError */
export const checkDatabase = (url: string): Promise<void> =>
  connected(url, async (client) => {
    const schema = await readSchema(client);
    if (schema.taken === 0) throw new Error('no gateway has used it yet');
    requireUsable(schema);
    if (schema.taken < STEPS)
      throw new Error(`its schema is number ${schema.taken}, and this program speaks number ${STEPS}`);
  });
