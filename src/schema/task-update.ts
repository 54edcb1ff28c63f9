import type { TaskChange } from '../domain/ports/task-store.ts';
import { toChangeCursor } from '../resolvers/cursor.ts';
import { watchTask, watchTasks } from '../resolvers/watch.ts';
import { builder } from './builder.ts';
import { Task } from './task.ts';
import { TaskFilter, toFilter } from './task-filter.ts';

const TaskUpdate = builder.objectRef<TaskChange>('TaskUpdate').implement({
  description: "A change of one of the viewer's tasks.",
  fields: (t) => ({
    cursor: t.string({
      description: 'Pass it as `after` to resume after this change.',
      resolve: ({ sequence }, _args, { tasks }) => toChangeCursor(sequence, tasks.epoch),
    }),
    task: t.expose('task', { type: Task, description: 'The task as it is now.' }),
  }),
});

builder.subscriptionFields((t) => ({
  taskUpdated: t.field({
    type: Task,
    description: [
      'The task as it is now, then every later version, then the stream completes once the',
      'task is finished. With `afterVersion` a reconnecting client receives only what is newer;',
      'the first message is skipped when it has already seen it. Never a gap, never a step back.',
    ].join('\n'),
    args: {
      id: t.arg.id({ required: true, description: '`Task.id`.' }),
      afterVersion: t.arg.int({ description: 'The highest `Task.version` that the client has seen.' }),
    },
    extensions: { resume: { argument: 'afterVersion', field: 'version' } },
    subscribe: (_root, { id, afterVersion }, context) => watchTask(id, afterVersion ?? 0, context),
    resolve: (task) => task,
  }),
  tasksUpdated: t.field({
    type: TaskUpdate,
    description: [
      "Every change to any of the viewer's tasks. `cursor` of the last message, given back as",
      '`after`, resumes where the client left off, also across a restart of the gateway.',
    ].join('\n'),
    args: {
      after: t.arg.string({
        description: '`cursor` of the last message that the client has seen. Without it the stream begins now.',
      }),
      filter: t.arg({ type: TaskFilter, description: 'Which tasks; all by default.' }),
    },
    extensions: { resume: { argument: 'after', field: 'cursor' } },
    subscribe: (_root, { after = null, filter }, context) => watchTasks(after, toFilter(filter), context),
    resolve: (change) => change,
  }),
}));
