import type { TaskOutcome } from '../resolvers/outcome.ts';
import { refreshTask } from '../resolvers/tasks.ts';
import { builder } from './builder.ts';
import { readTaskId } from './global-id.ts';
import { Task } from './task.ts';
import { UserError } from './user-error.ts';

export const TaskPayload = builder.objectRef<TaskOutcome>('TaskPayload').implement({
  description: 'What came of a mutation: the task, or the reasons why there is none.',
  fields: (t) => ({
    task: t.expose('task', { type: Task, nullable: true, description: 'Null when nothing was bought.' }),
    reused: t.exposeBoolean('reused', {
      description: 'The task existed already: nothing was charged for this call.',
    }),
    userErrors: t.expose('refusals', { type: [UserError], description: 'Empty when all went well.' }),
  }),
});

/** Marks the fields that cost credits, for those who count the purchases of an operation. */
export const BUYS = { buys: true };

builder.mutationField('refreshTask', (t) =>
  t.field({
    type: TaskPayload,
    description: 'Ask the provider now for the state of a task, instead of waiting for its callback or the next poll.',
    args: { id: t.arg.id({ required: true, description: '`Task.id`.' }) },
    resolve: (_root, { id }, context) => refreshTask(readTaskId(id), context),
  }),
);
