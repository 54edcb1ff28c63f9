import { randomBytes, randomUUIDv7 } from 'node:crypto';
import { readOptions } from '../scripts/read-options.ts';
import { TASK_STATUSES } from '../src/domain/tasks/lifecycle/task.ts';
import { createSharedClock, openOperatorStore, openTaskStore } from '../src/store/index.ts';
import { steadyClock, systemClock } from '../src/system-clock.ts';

/**
 * Copies tasks within a database that no gateway uses: `--database FILE --status STATUS --count N`. Each copy has ids of
 * its own. With `--viewers V --viewer NAME` they belong to NAME0, NAME1 and so on in turn, else to the viewer of the
 * original. It goes through the store's ports, and is the one file of the benchmark that imports from `src`.
 */
const AT_ONCE = 500;

const { values } = readOptions({
  options: {
    database: { type: 'string', default: '' },
    status: { type: 'string', default: 'SUCCEEDED' },
    count: { type: 'string', default: '0' },
    viewers: { type: 'string', default: '0' },
    viewer: { type: 'string', default: '' },
  },
});

const url = `file:${values.database}`;
const status = TASK_STATUSES.filter((known) => known === values.status);
const existing = await openOperatorStore(url, { readOnly: true, clock: steadyClock });
const [original] = await existing.list({ status, operation: null, viewer: null, createdAfter: null, limit: 1 });
await existing.close();
if (original === undefined) throw new Error(`No task of the database is ${values.status}.`);
const { task } = original;

const viewers = Number(values.viewers);
const viewerOf = (index: number): string => (viewers > 0 ? `${values.viewer}${index % viewers}` : task.viewer);

const store = await openTaskStore(url, { steady: steadyClock, timeOfDay: createSharedClock(systemClock) });
const count = Number(values.count);
for (let made = 0; made < count; made += AT_ONCE) {
  const copies = Array.from({ length: Math.min(AT_ONCE, count - made) }, (_, index) =>
    store.create({
      tracked: {
        task: {
          ...task,
          // As of a purchase: ids begin with the time, so that tasks bought together share pages.
          id: randomUUIDv7(),
          viewer: viewerOf(made + index),
          upstreamTaskId: randomBytes(16).toString('hex'),
        },
        check: { at: null, pauseMs: 0 },
        revision: 1,
      },
      idempotencyKey: null,
      maxKeys: 1,
      fingerprint: '',
      reuseKey: null,
      sourceTrack: null,
      forceNew: true,
      budgets: [],
    }),
  );
  await Promise.all(copies);
}
await store.close();
