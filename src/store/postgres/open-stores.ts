import type { Clock } from '../../domain/ports/clock.ts';
import type { Logger } from '../../domain/ports/logger.ts';
import type { OperatorStore } from '../../domain/ports/operator-store.ts';
import type { TaskStore } from '../../domain/ports/task-store.ts';
import type { SharedClock } from '../shared-clock.ts';
import { createDatabase, type Database } from './database.ts';
import { followDatabase } from './lease-due.ts';
import { type SecretDigests, stayInList } from './node-list.ts';
import { checkDatabase, enterDatabase, prepareDatabase } from './open.ts';
import { createPostgresOperatorStore } from './postgres-operator-store.ts';
import { createPostgresTaskStore } from './postgres-task-store.ts';

interface GatewayOfDatabase {
  readonly secrets: SecretDigests;
  readonly logger: Logger;
}

interface Clocks {
  /** Measures for how long a lost database is waited for. */
  readonly steady: Clock;
  /** Is set by the clock of the database. */
  readonly timeOfDay: SharedClock;
}

/** The store that keeps this node in the list of those that use the database until it is closed. */
const listed = async (store: TaskStore, url: string, database: Database, steady: Clock, user: GatewayOfDatabase) => {
  const { entry, warning } = await enterDatabase(url, user.secrets);
  if (warning !== null) user.logger.warn({}, warning);
  const place = stayInList(database, entry, steady, user.logger);
  return { ...store, close: () => place.leave().finally(store.close) };
};

/**
 * Opens a PostgreSQL database for a gateway, and brings its schema up to date.
 *
 * @param user the gateway; none in tools and tests.
 * @throws UnusableStoreError
 */
export const openPostgresTaskStore = async (
  url: string,
  { steady, timeOfDay }: Clocks,
  user?: GatewayOfDatabase,
): Promise<TaskStore> => {
  const epoch = await prepareDatabase(url);
  const database = createDatabase({ url, clock: steady, logger: user?.logger });
  try {
    await followDatabase(database, timeOfDay);
    const store = createPostgresTaskStore(database, timeOfDay, epoch);
    return user ? await listed(store, url, database, steady, user) : store;
  } catch (error) {
    await database.close();
    throw error;
  }
};

/**
 * Opens a PostgreSQL database that gateways use, beside them: nothing is made or migrated.
 *
 * @throws UnusableStoreError
 */
export const openPostgresOperatorStore = async (url: string, clock: Clock): Promise<OperatorStore> => {
  await checkDatabase(url);
  return createPostgresOperatorStore(createDatabase({ url, clock }));
};
