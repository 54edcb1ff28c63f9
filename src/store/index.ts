import { resolve } from 'node:path';
import type { Clock } from '../domain/ports/clock.ts';
import type { OperatorStore } from '../domain/ports/operator-store.ts';
import type { TaskStore } from '../domain/ports/task-store.ts';
import type { SecretDigests } from './postgres/node-list.ts';
import type { SharedClock } from './shared-clock.ts';
import { findFileWarnings } from './sqlite/file-warnings.ts';
import { lockForGateway } from './sqlite/gateway-lock.ts';
import { openBeside, openDatabase } from './sqlite/open.ts';
import { createSqliteOperatorStore } from './sqlite/sqlite-operator-store.ts';
import { createSqliteTaskStore } from './sqlite/sqlite-task-store.ts';
import { verifyLater } from './sqlite/verify-later.ts';
import { type StoreObserver, startWalMonitor } from './sqlite/wal-monitor.ts';

export { createSharedClock } from './shared-clock.ts';
export { UnusableStoreError } from './unusable-store-error.ts';

/** What a store measures time with. */
export interface StoreClocks {
  /** A clock that is never set: for how long a locked or lost database is waited for. */
  readonly steady: Clock;
  /** The time of day. Where nodes share the store, it is set by the clock of the database. */
  readonly timeOfDay: SharedClock;
}

/** The gateway that a store is opened for. */
export interface GatewayOfStore extends StoreObserver {
  /** Of its callback URLs. Gateways that share a store have to read each other's. */
  readonly secrets: SecretDigests;
}

/** The path in a `file:` URL; it may be relative. */
const pathOf = (url: string): string => url.replace(/^file:/, '');

const isPostgres = (url: string): boolean => /^postgres(ql)?:/.test(url);

/** The adapter for PostgreSQL with its driver, loaded where it is used. */
const loadPostgres = () => import('./postgres/open-stores.ts');

const openSqlite = (path: string, { steady }: StoreClocks, observer?: StoreObserver): TaskStore => {
  const lock = lockForGateway(path);
  try {
    const db = openDatabase(path);
    for (const warning of observer ? findFileWarnings(db, path) : []) {
      observer?.logger.warn({ path: resolve(path), uid: process.getuid?.() }, warning);
    }
    const store = createSqliteTaskStore(db, steady);
    const monitor = observer && startWalMonitor(path, observer);
    const verification = observer && verifyLater(path, steady, observer.logger);
    return {
      ...store,
      async ping() {
        const damage = verification?.damage() ?? null;
        if (damage !== null) throw damage;
        await store.ping();
      },
      close() {
        monitor?.stop();
        verification?.stop();
        return store.close().finally(lock.release);
      },
    };
  } catch (error) {
    lock.release();
    throw error;
  }
};

/**
 * Opens the store of a gateway and brings its schema up to date. A SQLite file is made if missing, and locked until the
 * store is closed; a PostgreSQL database is shared with the other gateways on it.
 *
 * @param url DATABASE_URL: `file:` and a path, or `postgres://`.
 * @param user the gateway, which is told about the database while it is open; none in tools and tests.
 * @throws UnusableStoreError also when another gateway has a SQLite file open (nothing was changed then), or uses the
 *   database with a callback secret that this one does not have.
 */
export const openTaskStore = async (url: string, clocks: StoreClocks, user?: GatewayOfStore): Promise<TaskStore> => {
  if (!isPostgres(url)) return openSqlite(pathOf(url), clocks, user);
  const { openPostgresTaskStore } = await loadPostgres();
  return openPostgresTaskStore(url, clocks, user);
};

/**
 * Opens an existing store for the operator's tool, beside the gateways that use it. Nothing is made, mended or migrated.
 *
 * @param url DATABASE_URL: `file:` and a path, or `postgres://`.
 * @param clock one that is never set.
 * @throws UnusableStoreError
 */
export const openOperatorStore = async (
  url: string,
  { readOnly, clock }: { readonly readOnly: boolean; readonly clock: Clock },
): Promise<OperatorStore> => {
  if (!isPostgres(url)) return createSqliteOperatorStore(openBeside(pathOf(url), { readOnly }));
  const { openPostgresOperatorStore } = await loadPostgres();
  return openPostgresOperatorStore(url, clock);
};
