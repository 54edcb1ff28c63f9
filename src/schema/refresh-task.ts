import { refreshTask } from '../resolvers/tasks.ts';
import { builder } from './builder.ts';
import { TaskPayload } from './payload.ts';

builder.mutationField('refreshTask', (t) =>
  t.field({
    type: TaskPayload,
    description: 'Ask the provider now for the state of a task, instead of waiting for its callback or the next poll.',
    args: { id: t.arg.id({ required: true, description: '`Task.id`.' }) },
    resolve: (_root, { id }, context) => refreshTask(id, context),
  }),
);
