import { randomBytes } from 'node:crypto';
import pg from 'pg';

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

const asAdministrator = async (sql: string): Promise<void> => {
  const client = new pg.Client({ connectionString: postgresUrl() });
  await client.connect();
  try {
    await client.query(sql);
  } finally {
    await client.end();
  }
};

/** A new database of its own for one test; it is dropped at the end, whatever still uses it. */
export const createDatabase = async () => {
  const name = `stemgate_test_${process.pid}_${randomBytes(6).toString('hex')}`;
  await asAdministrator(`CREATE DATABASE ${name} ENCODING 'UTF8' TEMPLATE template0`);
  const url = new URL(postgresUrl());
  url.pathname = `/${name}`;
  return { url: url.href, drop: () => asAdministrator(`DROP DATABASE ${name} WITH (FORCE)`) };
};
