import pg from 'pg';
import { afterAll, beforeAll } from 'vitest';
import type { TaskStore } from '../../src/domain/ports/task-store.ts';
import { createDatabase as connect } from '../../src/store/postgres/database.ts';
import { prepareDatabase } from '../../src/store/postgres/open.ts';
import { createPostgresOperatorStore } from '../../src/store/postgres/postgres-operator-store.ts';
import { createPostgresTaskStore } from '../../src/store/postgres/postgres-task-store.ts';
import { createSharedClock } from '../../src/store/shared-clock.ts';
import { steadyClock, systemClock } from '../../src/system-clock.ts';
import { describeChangedSince } from '../contract/store-changes-contract.ts';
import { describeTaskStore } from '../contract/store-contract.ts';
import { describeCreate } from '../contract/store-create-contract.ts';
import { describeRemoval } from '../contract/store-removal-contract.ts';
import { describeSchedule } from '../contract/store-schedule-contract.ts';
import { describeUsedUploads } from '../contract/store-uploads-contract.ts';
import type { StoreFixture } from '../support/store-fixture.ts';
import { createDatabase } from './support/servers.ts';

let url: string;
let epoch: string;
let drop: () => Promise<void>;
beforeAll(async () => {
  ({ url, drop } = await createDatabase());
  epoch = await prepareDatabase(url);
});
afterAll(() => drop());

/** One database for all tests, emptied before each. */
const empty = async (): Promise<void> => {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  await client.query(
    'TRUNCATE viewers, tasks, idempotency_keys, notes, output_parts, used_uploads, unknown_callbacks; UPDATE history SET floor = 0',
  );
  await client.end();
};

const makeFixture = async (): Promise<StoreFixture> => {
  await empty();
  const opened: TaskStore[] = [];
  const open = (): TaskStore => {
    const store = createPostgresTaskStore(connect({ url, clock: steadyClock }), createSharedClock(systemClock), epoch);
    opened.push(store);
    return store;
  };
  const store = open();
  const operator = createPostgresOperatorStore(connect({ url, clock: steadyClock }));
  return {
    store,
    operator,
    another: open,
    async dispose() {
      await Promise.all([operator, ...opened].map((one) => one.close()));
    },
  };
};

describeCreate('PostgreSQL', makeFixture);
describeTaskStore('PostgreSQL', makeFixture);
describeSchedule('PostgreSQL', makeFixture);
describeChangedSince('PostgreSQL', makeFixture);
describeUsedUploads('PostgreSQL', makeFixture);
describeRemoval('PostgreSQL', makeFixture);
