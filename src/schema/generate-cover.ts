import type { Task as TaskShape } from '../domain/tasks/lifecycle/task.ts';
import { buy } from '../resolvers/buy.ts';
import { imagesOf } from '../resolvers/files.ts';
import { builder } from './builder.ts';
import { Node } from './node.ts';
import { BUYS, FORCE_NEW, IDEMPOTENCY_KEY, TaskPayload } from './payload.ts';
import { Task } from './task.ts';

const GenerateCoverInput = builder.inputType('GenerateCoverInput', {
  description: 'The music to draw cover pictures for.',
  fields: (t) => ({
    taskId: t.string({ required: true, description: "The provider's id of a finished music task." }),
    forceNew: t.boolean(FORCE_NEW),
    idempotencyKey: t.string(IDEMPOTENCY_KEY),
  }),
});

builder.objectRef<TaskShape<'GENERATE_COVER'>>('CoverTask').implement({
  description: 'A task that draws cover pictures for a music task.',
  interfaces: [Task, Node],
  fields: (t) => ({
    sourceTaskId: t.string({
      description: "The provider's id of the music task.",
      resolve: ({ input }) => input.taskId,
    }),
    images: t.field({
      type: ['URL'],
      description: 'Addresses of the pictures; empty until SUCCEEDED, and after `Task.expiresAt`.',
      resolve: (task, _args, context) => imagesOf(task, context),
    }),
  }),
});

builder.mutationField('generateCover', (t) =>
  t.field({
    type: TaskPayload,
    description: 'Cover pictures for a finished music task. Bought once per task.',
    extensions: BUYS,
    args: {
      input: t.arg({ type: GenerateCoverInput, required: true, description: 'The music to draw cover pictures for.' }),
    },
    resolve: (_root, { input }, context) => buy('GENERATE_COVER', input, context),
  }),
);
