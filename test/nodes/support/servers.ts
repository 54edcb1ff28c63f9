import { randomBytes } from 'node:crypto';
import pg from 'pg';
import { createTcpProxy } from '../../support/tcp-proxy.ts';

/** The servers that `npm run test:nodes` has started or found. */
const required = (name: string): string => {
  const value = process.env[name];
  if (!value) throw new Error(`${name} is not set: these tests run by npm run test:nodes`);
  return value;
};

/** A PostgreSQL server on which databases may be created: the URL of any database of it. */
export const postgresUrl = (): string => required('TEST_POSTGRES_URL');

/** A Redis server that takes any keys. */
export const redisUrl = (): string => required('TEST_REDIS_URL');

/** Runs one statement on a connection of its own. @returns its rows. */
export const runSql = async (url: string, sql: string): Promise<readonly Readonly<Record<string, unknown>>[]> => {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query(sql)).rows;
  } finally {
    await client.end();
  }
};

/** A new database of its own for one test; it is dropped at the end, whatever still uses it. */
export const createDatabase = async (server = postgresUrl()) => {
  const name = `stemgate_test_${process.pid}_${randomBytes(6).toString('hex')}`;
  await runSql(server, `CREATE DATABASE ${name} ENCODING 'UTF8' TEMPLATE template0`);
  const url = new URL(server);
  url.pathname = `/${name}`;
  const drop = async (): Promise<void> => void (await runSql(server, `DROP DATABASE ${name} WITH (FORCE)`));
  return { url: url.href, drop };
};

/** A server behind a proxy: the same URL, with the address of the proxy. */
export const behindProxy = async (url: string, defaultPort: number) => {
  const through = new URL(url);
  const port = Number(through.port || defaultPort);
  const proxy = await createTcpProxy(port);
  through.hostname = '127.0.0.1';
  through.port = String(proxy.port);
  return { proxy, port, url: through.href };
};
