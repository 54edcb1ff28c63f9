import type { TaskOutcomeFragment, TaskStateFragment } from '../generated/graphql.ts';
import { WatchTaskDocument } from '../generated/graphql.ts';
import type { Client } from './client.ts';
import { DemoError } from './demo-error.ts';
import type { Progress } from './progress.ts';

const count = (items: readonly unknown[], noun: string): string =>
  `${items.length} ${noun}${items.length === 1 ? '' : 's'}`;

/** The state of a task in a few words. */
const describe = (task: TaskStateFragment): string => {
  const words: (string | null)[] = [task.status];
  if (task.__typename === 'MusicTask')
    words.push(task.stage, task.tracks.length > 0 ? count(task.tracks, 'track') : null);
  if (task.__typename === 'SeparationTask') words.push(task.stems.length > 0 ? count(task.stems, 'stem') : null);
  return words.filter((word) => word !== null).join('  ');
};

/** The task of a payload. @throws DemoError with all user errors when there is none */
const bought = ({ task, reused, userErrors }: TaskOutcomeFragment, progress: Progress): TaskStateFragment => {
  if (!task) {
    const reasons = userErrors.map(
      ({ code, message, field }) => `${code}: ${message}${field ? ` (${field.join('.')})` : ''}`,
    );
    throw new DemoError(`Nothing was bought. ${reasons.join('; ')}`);
  }
  const price = task.creditCost === null ? '' : `  ${task.creditCost} credits`;
  progress.step(`${reused ? 'already bought' : 'bought'}${price}  ${task.id}`, 'waiting for the provider');
  return task;
};

/** Watches a task until it is finished. @throws DemoError when the task fails or takes too long */
const follow = async (
  client: Client,
  { id }: TaskStateFragment,
  progress: Progress,
  timeoutMs: number,
): Promise<TaskStateFragment> => {
  const updates = client.watch(WatchTaskDocument, { id });
  const timeout = AbortSignal.timeout(timeoutMs);
  const timedOut = new Promise<never>((_resolve, reject) => {
    const error = new DemoError(`The task ${id} was not finished after ${timeoutMs / 1_000} s.`);
    timeout.addEventListener('abort', () => reject(error), { once: true });
  });

  let last: TaskStateFragment | null = null;
  for (;;) {
    const { done, value } = await Promise.race([updates.next(), timedOut]);
    if (done) break;
    last = value.taskUpdated;
    progress.step(describe(last), 'working');
  }
  if (last?.status === 'SUCCEEDED') return last;
  if (last?.status !== 'FAILED') throw new DemoError(`The stream about ${id} ended before the task did.`);
  throw new DemoError(`The task ${id} failed: ${last.error?.message} (${last.error?.code}, ${last.charge})`);
};

/** Follows purchases to their ends, and adds up what they cost. */
export interface Buyer {
  readonly client: Client;
  readonly progress: Progress;
  /** @param outcome the payload of a mutation that buys. @throws DemoError when nothing was bought, or it failed */
  finish(outcome: TaskOutcomeFragment): Promise<TaskStateFragment>;
  /** Credits: what the provider says that it took, else the price. */
  spent(): number;
}

export const createBuyer = (client: Client, progress: Progress, timeoutMs: number): Buyer => {
  let credits = 0;
  return {
    client,
    progress,
    async finish(outcome) {
      const task = await follow(client, bought(outcome, progress), progress, timeoutMs);
      if (!outcome.reused) credits += task.creditsConsumed ?? task.creditCost ?? 0;
      return task;
    },
    spent: () => credits,
  };
};
