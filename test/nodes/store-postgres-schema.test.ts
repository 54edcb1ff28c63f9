import { randomUUID } from 'node:crypto';
import pg from 'pg';
import { describe, expect, it } from 'vitest';
import { createSharedClock, openTaskStore } from '../../src/store/index.ts';
import { migrate, STEPS } from '../../src/store/postgres/migrate.ts';
import { checkDatabase, prepareDatabase } from '../../src/store/postgres/open.ts';
import { steadyClock, systemClock } from '../../src/system-clock.ts';
import { fillBacklog } from '../support/backlog.ts';
import { eventually } from '../support/eventually.ts';
import { START } from '../support/manual-clock.ts';
import { createDatabase, postgresUrl, runSql } from './support/servers.ts';

const note = { at: START, kind: 'poll', outcome: 'x', detail: null } as const;

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

  it('is extended while a gateway of the version before goes on, and keeps what that one does not know', async () => {
    const fresh = await createDatabase();
    const clocks = { steady: steadyClock, timeOfDay: createSharedClock(systemClock) };
    const old = await openTaskStore(fresh.url, clocks);
    const viewer = randomUUID();
    let isOver = false;
    let count = 0;
    const work = async (): Promise<void> => {
      while (!isOver) {
        const [task] = await fillBacklog(old, 1, { viewer });
        const tracked = await old.getTracked(task?.id ?? '');
        if (!task || !tracked) throw new Error('what was written is not there');
        const next = { ...tracked, task: { ...task, version: task.version + 1 }, revision: tracked.revision + 1 };
        expect(await old.save(next, tracked.revision, note)).not.toBeNull();
        expect((await old.list(viewer, {}, 1, null)).tasks).toHaveLength(1);
        const now = Date.now();
        await old.leaseDue({ now, until: now + 1_000, farthest: now + 60_000, limit: 1 });
        count += 1;
      }
    };
    const working = work();
    const before = await eventually(() => {
      expect(count).toBeGreaterThan(3);
      return count;
    });
    // What a next version may add: columns, an index, a function with a new name.
    await runSql(
      fresh.url,
      `BEGIN;
        ALTER TABLE tasks ADD COLUMN later text NOT NULL DEFAULT 'from the beginning';
        CREATE INDEX tasks_by_later ON tasks (later);
        CREATE FUNCTION save_task_99() RETURNS bigint LANGUAGE sql AS 'SELECT 1::bigint';
        INSERT INTO stemgate_schema (step, works_with) VALUES (${STEPS + 1}, ${STEPS});
      COMMIT`,
    );
    await eventually(() => expect(count).toBeGreaterThan(before + 3));
    isOver = true;
    await working;
    const [{ task } = { task: null }] = (await old.list(viewer, {}, 1, null)).tasks;
    if (!task) throw new Error('there is no task');
    const ofNewer = { ...task, later: { field: [1] } };
    await runSql(
      fresh.url,
      `UPDATE tasks SET later = 'new', task = '${JSON.stringify(ofNewer)}' WHERE id = '${task.id}'`,
    );
    const tracked = await old.getTracked(task.id);
    if (!tracked) throw new Error('it is not read');
    const next = { ...tracked, task: { ...tracked.task, version: task.version + 1 }, revision: tracked.revision + 1 };
    await old.save(next, tracked.revision, note);
    const [row] = await runSql(fresh.url, `SELECT later, task FROM tasks WHERE id = '${task.id}'`);
    expect(row?.['later']).toBe('new');
    expect(JSON.parse(String(row?.['task']))).toMatchObject({ later: { field: [1] }, version: task.version + 1 });
    await old.close();
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
