import * as domain from '../domain/tasks/lifecycle/task.ts';
import { findTask } from '../resolvers/tasks.ts';
import { builder } from './builder.ts';
import { Charge } from './charge.ts';
import { readTaskId } from './global-id.ts';
import { Node } from './node.ts';
import { Operation } from './operation.ts';
import { TaskError } from './task-error.ts';
import { TaskEvent } from './task-event.ts';
import { typeOfTask } from './type-names.ts';

export const TaskStatus = builder.enumType('TaskStatus', {
  description: 'Where a task stands. SUCCEEDED and FAILED are its ends.',
  values: {
    SUBMITTING: { description: 'The purchase is written down; the provider has not answered yet.' },
    UNCONFIRMED: {
      description: "The provider's answer was lost: it may have been charged. A callback or the deadline decides.",
    },
    PROCESSING: { description: 'The provider took the purchase and is at work.' },
    SUCCEEDED: { description: 'All files are there. Final.' },
    FAILED: { description: 'It came to nothing; `error` says why. Left only if the provider corrects itself.' },
  } satisfies Record<domain.TaskStatus, object>,
});

export const Task = builder.interfaceRef<domain.Task>('Task').implement({
  description: 'One purchase and what became of it. The object type depends on what it yields.',
  interfaces: [Node],
  resolveType: typeOfTask,
  fields: (t) => ({
    status: t.expose('status', { type: TaskStatus, description: 'Where it stands.' }),
    version: t.exposeInt('version', {
      description: '1 at first, one more with every change. A higher version always replaces a lower one.',
    }),
    operation: t.expose('operation', { type: Operation, description: 'What was bought.' }),
    upstreamTaskId: t.exposeString('upstreamTaskId', {
      nullable: true,
      description: "The provider's id of the task; null until its answer or a callback brings it.",
    }),
    createdAt: t.expose('createdAt', { type: 'DateTime', description: 'When the purchase was written down.' }),
    updatedAt: t.expose('updatedAt', { type: 'DateTime', description: 'When this version was made.' }),
    finishedAt: t.expose('finishedAt', {
      type: 'DateTime',
      nullable: true,
      description: 'When it succeeded or failed; null until then.',
    }),
    expiresAt: t.expose('expiresAt', {
      type: 'DateTime',
      nullable: true,
      description: 'When the provider deletes the files; null while there are none.',
    }),
    filesExpired: t.boolean({
      description: 'The provider has deleted the files: they are no longer listed.',
      resolve: (task, _args, { clock }) => domain.isExpired(task, clock.now()),
    }),
    charge: t.expose('charge', { type: Charge, description: "What is known of the provider's bill." }),
    creditCost: t.exposeFloat('creditCost', {
      nullable: true,
      description: "Price by the operator's price table; null where unknown.",
    }),
    error: t.expose('error', { type: TaskError, nullable: true, description: 'Why it failed; null unless FAILED.' }),
    timeline: t.expose('timeline', { type: [TaskEvent], description: 'What happened, oldest first.' }),
  }),
});

builder.queryField('task', (t) =>
  t.field({
    type: Task,
    nullable: true,
    description: "One task of the viewer's, or null when it does not exist or is somebody else's.",
    args: { id: t.arg.id({ required: true, description: '`Task.id`.' }) },
    resolve: (_root, { id }, context) => findTask(readTaskId(id), context),
  }),
);
