import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setImmediate as nextTurn } from 'node:timers/promises';
import type { OperatorStore } from '../../src/domain/ports/operator-store.ts';
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

/** The operator's tool is a process of its own: none of its calls is in the middle of a turn of the gateway. */
const inTurnsOfItsOwn = (operator: OperatorStore): OperatorStore =>
  new Proxy(operator, {
    get(target, name: keyof OperatorStore) {
      const call = target[name] as (...args: unknown[]) => Promise<unknown>;
      return async (...args: unknown[]) => {
        await nextTurn();
        return await call(...args);
      };
    },
  });

const makeFixture = async (): Promise<StoreFixture> => {
  const directory = mkdtempSync(join(tmpdir(), 'stemgate-store-'));
  const opened: TaskStore[] = [];
  const open = (): TaskStore => {
    const store = createSqliteTaskStore(openDatabase(join(directory, 'tasks.db')), systemClock);
    opened.push(store);
    return store;
  };
  const store = open();
  const beside = openBeside(join(directory, 'tasks.db'), { readOnly: false });
  const operator = inTurnsOfItsOwn(createSqliteOperatorStore(beside));
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
