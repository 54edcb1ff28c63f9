import type { Attempt, Delivery } from '../../core/delivery.ts';
import { timeOf } from '../../core/event-line.ts';
import { AdminClientError } from '../admin-client.ts';
import { type Command, outcomeOf, table, UsageError } from '../command.ts';

const row = ({ id, taskId, stage, state, attempts, dueAt }: Delivery): string[] => [
  id,
  timeOf(dueAt),
  taskId,
  stage,
  state,
  attempts.map(({ status }) => status ?? 'no answer').join(', '),
];

/** Adds how to find the right id. */
const listing = (error: unknown): never => {
  if (!(error instanceof AdminClientError)) throw error;
  throw new AdminClientError(`${error.message}; "npm run mock -- resend" lists the callbacks`, { cause: error });
};

export const resend: Command = {
  name: 'resend',
  usage: '[<callback-id> | --task-id <id>]',
  summary: 'Send a callback once more, or the last one of a task; without arguments, list them',
  words: 1,
  options: { 'task-id': { type: 'string' } },
  run: async ({ words: [id], option, admin, print }) => {
    const taskId = option('task-id');
    if (id !== undefined && taskId !== undefined) throw new UsageError('say a callback’s id or --task-id, not both');
    const { callbacks } = await admin.get<{ callbacks: readonly Delivery[] }>(
      taskId === undefined ? '/callbacks' : `/callbacks?taskId=${encodeURIComponent(taskId)}`,
    );
    const chosen = id ?? (taskId === undefined ? undefined : callbacks.at(-1)?.id);
    if (chosen === undefined) {
      if (taskId !== undefined) throw new UsageError(`no callback of task ${taskId} was sent`);
      print(callbacks.length === 0 ? 'no callback was sent yet' : table(callbacks.map(row)));
      return 0;
    }
    const attempt = await admin.send<Attempt>('POST', `/callbacks/${encodeURIComponent(chosen)}/resend`).catch(listing);
    print(`${chosen}: ${outcomeOf(attempt)}`);
    return attempt.status === 200 ? 0 : 1;
  },
};
