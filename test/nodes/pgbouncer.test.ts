import { randomUUID } from 'node:crypto';
import { expect, it } from 'vitest';
import { pgBouncerVersion, startPgBouncer } from '../../scripts/test-nodes/pgbouncer.ts';
import { createSharedClock, openTaskStore } from '../../src/store/index.ts';
import { steadyClock, systemClock } from '../../src/system-clock.ts';
import { fillBacklog } from '../support/backlog.ts';
import { createDatabase } from './support/servers.ts';

const [major = 0, minor = 0] = pgBouncerVersion() ?? [];
const isInstalled = major > 0;
/** Whether it can keep the statements that clients prepare. */
const knowsStatements = major > 1 || minor >= 21;

const CLOCKS = { steady: steadyClock, timeOfDay: createSharedClock(systemClock) };

/** Opens a store through PgBouncer, and has it do what a gateway does, on all of its connections. */
const work = async (settings: Readonly<Record<string, string | number>>): Promise<void> => {
  const database = await createDatabase();
  try {
    await using pooler = await startPgBouncer(database.url, settings);
    const store = await openTaskStore(pooler.url, CLOCKS);
    try {
      const viewer = randomUUID();
      await Promise.all(Array.from({ length: 30 }, () => fillBacklog(store, 1, { viewer })));
      const { tasks } = await store.list(viewer, {}, 100, null);
      expect(tasks).toHaveLength(30);
      const ids = tasks.map(({ task }) => task.id);
      const found = await Promise.all(ids.map((id) => store.get(id)));
      expect(found.map((task) => task?.id)).toEqual(ids);
    } finally {
      await store.close();
    }
  } finally {
    await database.drop();
  }
};

it.skipIf(!isInstalled)('PgBouncer in session mode is as good as none', () => work({ pool_mode: 'session' }));

it.skipIf(!isInstalled || !knowsStatements)('PgBouncer in transaction mode works where it keeps statements', () =>
  work({ pool_mode: 'transaction', max_prepared_statements: 200 }),
);

it.skipIf(!isInstalled)('PgBouncer in transaction mode is refused at the start where it loses statements', async () => {
  const settings = { pool_mode: 'transaction', ...(knowsStatements && { max_prepared_statements: 0 }) };
  await expect(work(settings)).rejects.toThrow(
    /^The database .* cannot be used: .* PgBouncer in transaction mode needs version 1.21 and max_prepared_statements$/,
  );
});

it.skipIf(!isInstalled)('PgBouncer in statement mode is refused at the start', async () => {
  await expect(work({ pool_mode: 'statement' })).rejects.toThrow(/cannot be used: .*statement pooling/);
});
