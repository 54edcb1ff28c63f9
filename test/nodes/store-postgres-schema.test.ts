import pg from 'pg';
import { describe, expect, it } from 'vitest';
import { migrate, STEPS } from '../../src/store/postgres/migrate.ts';
import { checkDatabase, prepareDatabase } from '../../src/store/postgres/open.ts';
import { createDatabase, postgresUrl } from './support/servers.ts';

describe('a schema', () => {
  it('is made once by nodes that start together', async () => {
    const fresh = await createDatabase();
    await Promise.all(Array.from({ length: 4 }, () => prepareDatabase(fresh.url)));
    await checkDatabase(fresh.url);
    await fresh.drop();
  });

  it('with additions of a newer version is used; one that took something away is not', async () => {
    const fresh = await createDatabase();
    await expect(checkDatabase(fresh.url)).rejects.toThrow('no gateway has used it yet');
    await prepareDatabase(fresh.url);
    const client = new pg.Client({ connectionString: fresh.url });
    await client.connect();
    const add = 'INSERT INTO stemgate_schema (step, works_with) VALUES ($1, $2)';
    await client.query(add, [STEPS + 1, STEPS]);
    await prepareDatabase(fresh.url);
    await client.query(add, [STEPS + 2, STEPS + 2]);
    const newer = `its schema (${STEPS + 2}) is newer than this program can use (${STEPS})`;
    await expect(prepareDatabase(fresh.url)).rejects.toThrow(newer);
    await expect(checkDatabase(fresh.url)).rejects.toThrow(newer);
    await client.end();
    await fresh.drop();
  });

  it('is left as it was by a step that fails', async () => {
    const fresh = await createDatabase();
    const client = new pg.Client({ connectionString: fresh.url });
    await client.connect();
    const steps = [
      { sql: 'CREATE TABLE half (id integer)', worksWith: 1 },
      { sql: 'CREATE TABEL half', worksWith: 1 },
    ];
    await expect(migrate(client, steps)).rejects.toThrow('syntax error');
    const { rows } = await client.query("SELECT to_regclass('half') AS half, to_regclass('stemgate_schema') AS steps");
    expect(rows).toEqual([{ half: null, steps: null }]);
    await client.end();
    await fresh.drop();
  });
});

describe('a database that cannot be used', () => {
  const opened = async (change: (url: URL) => void): Promise<unknown> => {
    const other = new URL(postgresUrl());
    change(other);
    return prepareDatabase(other.href).catch((error: unknown) => error);
  };

  it('is named with the reason, and without the password', async () => {
    const error = await opened((other) => {
      other.password = 'a-secret-password';
      other.pathname = '/nothing_here';
    });
    expect(error).toMatchObject({
      name: 'UnusableStoreError',
      message: expect.stringMatching(/\/nothing_here cannot be used: database "nothing_here" does not exist/),
    });
    expect(String(error)).not.toContain('a-secret-password');
  });

  it('is refused where it would lose what was acknowledged', async () => {
    const fresh = await createDatabase();
    const client = new pg.Client({ connectionString: fresh.url });
    await client.connect();
    await client.query(`ALTER DATABASE ${new URL(fresh.url).pathname.slice(1)} SET synchronous_commit = off`);
    await client.end();
    await expect(prepareDatabase(fresh.url)).rejects.toThrow('synchronous_commit is off');
    await fresh.drop();
  });
});
