import type { TaskOutcome } from '../resolvers/outcome.ts';
import { builder } from './builder.ts';
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
