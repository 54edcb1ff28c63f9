import type { Task as TaskShape } from '../domain/tasks/lifecycle/task.ts';
import { buy } from '../resolvers/buy.ts';
import { builder } from './builder.ts';
import { Node } from './node.ts';
import { BUYS, IDEMPOTENCY_KEY, TaskPayload } from './payload.ts';
import { Task } from './task.ts';

const BoostStyleInput = builder.inputType('BoostStyleInput', {
  description: 'The style to describe.',
  fields: (t) => ({
    content: t.string({ required: true, description: 'In a few words, e.g. "Pop, dreamy"; at most 1,000 characters.' }),
    idempotencyKey: t.string(IDEMPOTENCY_KEY),
  }),
});

builder.objectRef<TaskShape<'BOOST_STYLE'>>('StyleTask').implement({
  description: 'A task that describes a style.',
  interfaces: [Task, Node],
  fields: (t) => ({
    content: t.string({ description: 'The words that were given.', resolve: ({ input }) => input.content }),
    result: t.string({
      nullable: true,
      description: 'The richer description; null until SUCCEEDED.',
      resolve: ({ output }) => (output.kind === 'style' ? output.text : null),
    }),
  }),
});

builder.mutationField('boostStyle', (t) =>
  t.field({
    type: TaskPayload,
    description: 'A richer description of a style.',
    extensions: BUYS,
    args: { input: t.arg({ type: BoostStyleInput, required: true, description: 'The style to describe.' }) },
    resolve: (_root, { input }, context) => buy('BOOST_STYLE', input, context),
  }),
);
