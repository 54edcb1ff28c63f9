import type { Clock } from '../domain/ports/clock.ts';
import type { OperatorStore } from '../domain/ports/operator-store.ts';
import type { TaskStore } from '../domain/ports/task-store.ts';
import { lockForGateway } from './sqlite/gateway-lock.ts';
import { openBeside, openDatabase } from './sqlite/open.ts';
import { createSqliteOperatorStore } from './sqlite/sqlite-operator-store.ts';
import { createSqliteTaskStore } from './sqlite/sqlite-task-store.ts';
import { type StoreObserver, startWalMonitor } from './sqlite/wal-monitor.ts';

export type { StoreObserver } from './sqlite/wal-monitor.ts';
export { UnusableStoreError } from './unusable-store-error.ts';

/** The path in a `file:` URL; it may be relative. */
const pathOf = (url: string): string => url.replace(/^file:/, '');

/**
 * Opens the store of a gateway, made if missing, and brings its schema up to date. A SQLite file is locked until the
 * store is closed.
 *
 * @param url DATABASE_URL: `file:` and a path.
 * @param clock one that is never set: it measures the wait for a locked database.
 * @param observer gets figures of the database while it is open.
 * @throws UnusableStoreError also when another gateway has a SQLite file open: nothing was changed then.
 */
export const openTaskStore = async (url: string, clock: Clock, observer?: StoreObserver): Promise<TaskStore> => {
  const path = pathOf(url);
  const lock = lockForGateway(path);
  try {
    const store = createSqliteTaskStore(openDatabase(path), clock);
    const monitor = observer && startWalMonitor(path, observer);
    const close = (): Promise<void> => {
      monitor?.stop();
      return store.close().finally(lock.release);
    };
    return { ...store, close };
  } catch (error) {
    lock.release();
    throw error;
  }
};

/**
 * Opens an existing store for the operator's tool, beside the gateway that uses it. Nothing is made, mended or
 * migrated.
 *
 * @param url DATABASE_URL: `file:` and a path.
 * @throws UnusableStoreError
 */
export const openOperatorStore = async (
  url: string,
  { readOnly }: { readonly readOnly: boolean },
): Promise<OperatorStore> => createSqliteOperatorStore(openBeside(pathOf(url), { readOnly }));
