import type { Clock } from '../../domain/ports/clock.ts';
import type { Logger } from '../../domain/ports/logger.ts';
import type { OperatorStore } from '../../domain/ports/operator-store.ts';
import type { TaskStore } from '../../domain/ports/task-store.ts';
import type { SharedClock } from '../shared-clock.ts';
import { createDatabase } from './database.ts';
import { followDatabase } from './lease-due.ts';
import { checkDatabase, prepareDatabase } from './open.ts';
import { createPostgresOperatorStore } from './postgres-operator-store.ts';
import { createPostgresTaskStore } from './postgres-task-store.ts';

/**
 * Opens a PostgreSQL database for a gateway, and brings its schema up to date.
 *
 * @param steady measures for how long a lost database is waited for.
 * @param timeOfDay is set by the clock of the database.
 * @throws UnusableStoreError
 */
export const openPostgresTaskStore = async (
  url: string,
  { steady, timeOfDay }: { readonly steady: Clock; readonly timeOfDay: SharedClock },
  logger?: Logger,
): Promise<TaskStore> => {
  const epoch = await prepareDatabase(url);
  const database = createDatabase({ url, clock: steady, logger });
  try {
    await followDatabase(database, timeOfDay);
  } catch (error) {
    await database.close();
    throw error;
  }
  return createPostgresTaskStore(database, timeOfDay, epoch);
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
