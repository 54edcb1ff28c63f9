import type { OperatorStore } from '../../src/domain/ports/operator-store.ts';
import { isSettled } from '../../src/domain/tasks/lifecycle/is-settled.ts';
import type { Task } from '../../src/domain/tasks/lifecycle/task.ts';
import { type Command, UsageError } from './command-line.ts';
import { createJournal } from './journal.ts';
import { createMaintenance } from './maintenance.ts';
import { asJson, listAsText, removedAsText, storyAsText, unknownAsText } from './render.ts';

const DAY_MS = 86_400_000;

export interface CommandContext {
  readonly store: OperatorStore;
  /** Epoch milliseconds. */
  readonly now: number;
  /** TASK_RETENTION_DAYS; 0: for ever. */
  readonly retentionDays: number;
  readonly wait: (ms: number) => Promise<void>;
  readonly print: (text: string) => void;
  /** Prints beside the answer: what went wrong, and the audit line of what was deleted. */
  readonly printAside: (text: string) => void;
}

/** Why a task cannot be polled; null if it can. */
const whyNot = (task: Task): string | null => {
  const { status, upstreamTaskId } = task;
  if (isSettled(task)) return 'It is done, for good: nothing is left to ask.';
  if (status === 'SUBMITTING') return 'It is being bought just now.';
  if (upstreamTaskId === null) return 'The provider never named it, so it cannot be asked. Only a callback can tell.';
  return null;
};

/** Shows a task, or has it polled. @returns the exit code. */
const lookAt = async (
  { kind, id, json }: Extract<Command, { id: string }>,
  { store, now, print, printAside }: CommandContext,
): Promise<number> => {
  const journal = createJournal(store);
  const story = await journal.show(id);
  if (story === null) {
    printAside('There is no such task.');
    return 1;
  }
  if (kind === 'show') {
    print(json ? asJson(story) : storyAsText(story, now));
    return 0;
  }
  const { task } = story;
  const why = whyNot(task);
  if (why === null) await journal.checkNow(task.id, now);
  const outcome = why ?? 'It is due now: a gateway that runs on this file asks the provider within a second or two.';
  print(json ? asJson({ id: story.id, hastened: why === null, outcome }) : outcome);
  return 0;
};

/** Deletes, and leaves an audit line. */
const remove = async (
  command: Extract<Command, { kind: 'prune' | 'erase' }>,
  { store, now, retentionDays, wait, print, printAside }: CommandContext,
): Promise<void> => {
  const maintenance = createMaintenance({ store, wait });
  const audit = (fields: object): void => printAside(JSON.stringify({ time: new Date(now).toISOString(), ...fields }));
  const { json } = command;
  if (command.kind === 'erase') {
    const { viewer, force } = command;
    const removed = await maintenance.erase(viewer, force);
    audit({ audit: 'erase', viewer, force, ...removed });
    print(json ? asJson(removed) : `${removedAsText(removed)} of this viewer were deleted.`);
    return;
  }
  const days = command.days ?? retentionDays;
  if (days === 0) throw new UsageError('TASK_RETENTION_DAYS is 0: prune takes --days N then');
  const before = now - days * DAY_MS;
  const removed = await maintenance.prune(before, command.dryRun);
  if (!command.dryRun) audit({ audit: 'prune', before: new Date(before).toISOString(), ...removed });
  const outcome = command.dryRun ? 'would be deleted' : 'were deleted';
  print(json ? asJson(removed) : `${removedAsText(removed)}, older than ${days} days, ${outcome}.`);
};

/**
 * Carries out a command.
 *
 * @returns the exit code.
 * @throws UsageError, NotDoneError, UnusableStoreError, StoreUnavailableError
 */
export const carryOut = async (
  command: Exclude<Command, { kind: 'help' }>,
  context: CommandContext,
): Promise<number> => {
  const { store, print } = context;
  const { json } = command;
  switch (command.kind) {
    case 'list': {
      const entries = await createJournal(store).list(command.selection);
      print(json ? asJson(entries) : listAsText(entries));
      return 0;
    }
    case 'show':
    case 'reconcile':
      return await lookAt(command, context);
    case 'unknown': {
      const unknown = await store.unknownCallbacks();
      print(json ? asJson(unknown) : unknownAsText(unknown));
      return 0;
    }
    case 'prune':
    case 'erase':
      await remove(command, context);
      return 0;
    case 'backup':
      await store.backup(command.file);
      print(json ? asJson({ file: command.file }) : `${command.file} is whole, checked and on the disk.`);
      return 0;
    case 'restored':
      await store.beginEpoch();
      print(json ? asJson({}) : 'Cursors of what was lost are told apart from now on. Gateways may start.');
      return 0;
  }
};
