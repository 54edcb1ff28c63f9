import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TaskStore } from '../../src/domain/ports/task-store.ts';
import { openBeside, openDatabase } from '../../src/store/sqlite/open.ts';
import { createSqliteOperatorStore } from '../../src/store/sqlite/sqlite-operator-store.ts';
import { createSqliteTaskStore } from '../../src/store/sqlite/sqlite-task-store.ts';
import { systemClock } from '../../src/system-clock.ts';
import type { StoreFixture } from '../support/store-fixture.ts';
import { describeChangedSince } from './store-changes-contract.ts';
import { describeTaskStore } from './store-contract.ts';
import { describeCreate } from './store-create-contract.ts';
import { describeRemoval } from './store-removal-contract.ts';
import { describeSchedule } from './store-schedule-contract.ts';
import { describeUsedUploads } from './store-uploads-contract.ts';

const makeFixture = async (): Promise<StoreFixture> => {
  const directory = mkdtempSync(join(tmpdir(), 'stemgate-store-'));
  const opened: TaskStore[] = [];
  const open = (): TaskStore => {
    const store = createSqliteTaskStore(openDatabase(join(directory, 'tasks.db')), systemClock);
    opened.push(store);
    return store;
  };
  const store = open();
  const operator = createSqliteOperatorStore(openBeside(join(directory, 'tasks.db'), { readOnly: false }));
  return {
    store,
    operator,
    another: open,
    async dispose() {
      await Promise.all([operator, ...opened].map((one) => one.close()));
      rmSync(directory, { recursive: true });
    },
  };
};

describeCreate('SQLite', makeFixture);
describeTaskStore('SQLite', makeFixture);
describeSchedule('SQLite', makeFixture);
describeChangedSince('SQLite', makeFixture);
describeUsedUploads('SQLite', makeFixture);
describeRemoval('SQLite', makeFixture);
