import pg from 'pg';
import type { Clock } from '../../domain/ports/clock.ts';
import type { Logger } from '../../domain/ports/logger.ts';
import type { Row } from '../task-rows.ts';
import { isTransient, toStoreError } from './errors.ts';

/** SQL that each connection prepares once, under its name. One name has one text, for ever: a pooler keeps both. */
export interface Statement {
  readonly name: string;
  readonly text: string;
}

/** A value of a statement. */
export type Value = string | number | boolean | null | readonly string[] | readonly number[];

/** A bounded pool of connections. Every method throws StoreUnavailableError when the database cannot be used. */
export interface Database {
  /**
   * Runs one statement, which is a transaction of its own.
   *
   * When the connection is lost on the way, whether the statement was carried out is not known: it is run again on
   * another connection, and has to be one that may be run twice.
   *
   * @param values by whether the statement is run again.
   */
  all(statement: Statement, values: (isRepeated: boolean) => readonly Value[]): Promise<readonly Row[]>;
  close(): Promise<void>;
}

export interface DatabaseOptions {
  /** A `postgres://` URL. */
  readonly url: string;
  /** A clock that is never set: it measures for how long the database is waited for. */
  readonly clock: Clock;
  readonly logger?: Logger | undefined;
}

/** Connections of one gateway. PostgreSQL serves no more transactions at once than it has cores. */
const MAX_CONNECTIONS = 10;
/** How long a free connection is waited for, in milliseconds: callbacks must be answered within 5 s. */
const CONNECT_TIMEOUT_MS = 2_000;
/** How long one statement may take, in milliseconds. Functions give up waiting for locks before that. */
const STATEMENT_TIMEOUT_MS = 3_000;
/** For how long a lost connection, or a server that restarts, is tried again, in milliseconds. */
const RETRY_MS = 2_000;
const RETRY_PAUSE_MS = 100;

/** How the gateway's connections are named in `pg_stat_activity`. */
const APPLICATION_NAME = 'stemgate';

const createPool = (url: string): pg.Pool =>
  new pg.Pool({
    connectionString: url,
    application_name: APPLICATION_NAME,
    max: MAX_CONNECTIONS,
    connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
    // The client's own timeout: poolers refuse the server's as a parameter of a connection.
    query_timeout: STATEMENT_TIMEOUT_MS,
    keepAlive: true,
  });

export const createDatabase = ({ url, clock, logger }: DatabaseOptions): Database => {
  const pool = createPool(url);
  // A connection that is lost while nothing uses it: the pool opens another one when it is needed.
  pool.on('error', (error) => logger?.warn({ err: error }, 'an idle connection to the database was lost'));

  return {
    async all({ name, text }, values) {
      const until = clock.now() + RETRY_MS;
      for (let isRepeated = false; ; isRepeated = true) {
        try {
          const { rows } = await pool.query<Row>({ name, text, values: [...values(isRepeated)] });
          return rows;
        } catch (error) {
          if (!isTransient(error) || clock.now() >= until) throw toStoreError(error);
        }
        await clock.wait(RETRY_PAUSE_MS);
      }
    },
    close: () => pool.end(),
  };
};
