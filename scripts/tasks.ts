/** `npm run tasks`: shows the operator each task and its notes. It works beside a running gateway. */
import { existsSync } from 'node:fs';
import { ConfigError, readDatabaseUrl } from '../src/config/config.ts';
import { isSettled } from '../src/domain/tasks/lifecycle/is-settled.ts';
import type { Task } from '../src/domain/tasks/lifecycle/task.ts';
import { openOperatorStore, UnusableStoreError } from '../src/store/index.ts';
import { steadyClock } from '../src/system-clock.ts';
import { type Command, HELP, readCommand, UsageError } from './tasks/command-line.ts';
import { createJournal, type Journal } from './tasks/journal.ts';
import { asJson, listAsText, storyAsText } from './tasks/render.ts';

/** Why a task cannot be polled; null if it can. */
const whyNot = (task: Task): string | null => {
  const { status, upstreamTaskId } = task;
  if (isSettled(task)) return 'It is done, for good: nothing is left to ask.';
  if (status === 'SUBMITTING') return 'It is being bought just now.';
  if (upstreamTaskId === null) return 'The provider never named it, so it cannot be asked. Only a callback can tell.';
  return null;
};

/** @returns the exit code. */
const carryOut = async (
  command: Exclude<Command, { kind: 'help' }>,
  journal: Journal,
  now: number,
): Promise<number> => {
  const { json } = command;
  if (command.kind === 'list') {
    const entries = await journal.list(command.selection);
    console.log(json ? asJson(entries) : listAsText(entries));
    return 0;
  }
  const story = await journal.show(command.id);
  if (story === null) {
    console.error('There is no such task.');
    return 1;
  }
  if (command.kind === 'show') {
    console.log(json ? asJson(story) : storyAsText(story, now));
    return 0;
  }
  const { task } = story;
  const why = whyNot(task);
  if (why === null) await journal.checkNow(task.id, now);
  const outcome = why ?? 'It is due now: a gateway that runs on this file asks the provider within a second or two.';
  console.log(json ? asJson({ id: story.id, hastened: why === null, outcome }) : outcome);
  return 0;
};

const run = async (): Promise<number> => {
  if (existsSync('.env')) process.loadEnvFile('.env');
  const now = Date.now();
  const command = readCommand(process.argv.slice(2), now);
  if (command.kind === 'help') {
    console.log(HELP);
    return 0;
  }
  const store = await openOperatorStore(readDatabaseUrl(process.env), {
    readOnly: command.kind !== 'reconcile',
    clock: steadyClock,
  });
  try {
    return await carryOut(command, createJournal(store), now);
  } finally {
    await store.close();
  }
};

try {
  process.exitCode = await run();
} catch (error) {
  if (error instanceof UsageError) console.error(`${error.message}. See npm run tasks -- --help`);
  else if (error instanceof ConfigError || error instanceof UnusableStoreError) console.error(error.message);
  else console.error(error);
  process.exitCode = error instanceof UsageError ? 2 : 1;
}
