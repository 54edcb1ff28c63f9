/** `npm run tasks`: shows the operator each task and its notes, and looks after the store, beside running gateways. */
import { existsSync } from 'node:fs';
import { ConfigError, readStoreSettings } from '../src/config/config.ts';
import { StoreUnavailableError } from '../src/domain/tasks/errors.ts';
import { openOperatorStore, UnusableStoreError } from '../src/store/index.ts';
import { steadyClock } from '../src/system-clock.ts';
import { carryOut } from './tasks/carry-out.ts';
import { HELP, readCommand, UsageError } from './tasks/command-line.ts';
import { NotDoneError } from './tasks/maintenance.ts';

/** Commands that change nothing in the store. */
const READS = ['list', 'show', 'unknown', 'backup'];

const run = async (): Promise<number> => {
  if (existsSync('.env')) process.loadEnvFile('.env');
  const now = Date.now();
  const command = readCommand(process.argv.slice(2), now);
  if (command.kind === 'help') {
    console.log(HELP);
    return 0;
  }
  const { databaseUrl, retentionDays } = readStoreSettings(process.env);
  const store = await openOperatorStore(databaseUrl, { readOnly: READS.includes(command.kind), clock: steadyClock });
  try {
    const wait = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms));
    return await carryOut(command, {
      store,
      now,
      retentionDays,
      wait,
      print: console.log,
      printAside: console.error,
    });
  } finally {
    await store.close();
  }
};

const isExpected = (error: unknown): error is Error =>
  [ConfigError, NotDoneError, StoreUnavailableError, UnusableStoreError].some((kind) => error instanceof kind);

try {
  process.exitCode = await run();
} catch (error) {
  if (error instanceof UsageError) console.error(`${error.message}. See npm run tasks -- --help`);
  else console.error(isExpected(error) ? error.message : error);
  process.exitCode = error instanceof UsageError ? 2 : 1;
}
