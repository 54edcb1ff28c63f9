import { randomBytes, randomUUID } from 'node:crypto';
import { readOptions } from '../scripts/read-options.ts';
import { openDatabase } from '../src/store/sqlite/open.ts';
import { createSqliteTaskStore } from '../src/store/sqlite/sqlite-task-store.ts';
import { steadyClock } from '../src/system-clock.ts';

/**
 * Copies tasks within a database that no gateway uses: `--database FILE --status STATUS --count N`. Each copy has ids of
 * its own. It goes through the store's port, and is the one file of the benchmark that imports from `src`.
 */
const AT_ONCE = 500;

const { values } = readOptions({
  options: {
    database: { type: 'string', default: '' },
    status: { type: 'string', default: 'SUCCEEDED' },
    count: { type: 'string', default: '0' },
  },
});

const store = createSqliteTaskStore(openDatabase(values.database), steadyClock);
const [original] = (await store.listNewest(1_000, 0)).filter(({ status }) => status === values.status);
if (original === undefined) throw new Error(`No task of the database is ${values.status}.`);

const count = Number(values.count);
for (let made = 0; made < count; made += AT_ONCE) {
  const copies = Array.from({ length: Math.min(AT_ONCE, count - made) }, () =>
    store.create({
      task: { ...original, id: randomUUID(), upstreamTaskId: randomBytes(16).toString('hex') },
      check: { at: null, pauseMs: 0 },
      idempotencyKey: null,
      fingerprint: '',
      reuseKey: null,
      sourceTrack: null,
      forceNew: true,
      budget: { purchasesPerMinute: null, creditsPerDay: null },
    }),
  );
  await Promise.all(copies);
}
await store.close();
