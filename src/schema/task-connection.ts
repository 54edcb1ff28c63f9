import type { TaskPage } from '../domain/ports/task-store.ts';
import { toChangeCursor, toCursor } from '../resolvers/cursor.ts';
import { listTasks } from '../resolvers/tasks.ts';
import { pageSize } from './bounds.ts';
import { builder } from './builder.ts';
import { Task } from './task.ts';
import { TaskFilter, toFilter } from './task-filter.ts';

const DEFAULT_PAGE = 20;

/** A page of tasks, and whether it was requested with `after`. */
interface Connection extends TaskPage {
  readonly hasPrevious: boolean;
}

const cursorOf = (entry: TaskPage['tasks'][number] | undefined): string | null =>
  entry ? toCursor(entry.position) : null;

const PageInfo = builder.objectRef<Connection>('PageInfo').implement({
  description: 'The place of a page in its list.',
  fields: (t) => ({
    hasNextPage: t.exposeBoolean('hasMore', { description: 'Whether there are more tasks after `endCursor`.' }),
    hasPreviousPage: t.exposeBoolean('hasPrevious', { description: 'Whether this page was requested with `after`.' }),
    startCursor: t.string({
      nullable: true,
      description: 'The cursor of the first edge; null on an empty page.',
      resolve: ({ tasks }) => cursorOf(tasks.at(0)),
    }),
    endCursor: t.string({
      nullable: true,
      description: 'Pass it as `after` to get the next page; null on an empty page.',
      resolve: ({ tasks }) => cursorOf(tasks.at(-1)),
    }),
  }),
});

const TaskEdge = builder.objectRef<TaskPage['tasks'][number]>('TaskEdge').implement({
  description: 'A task and its cursor.',
  fields: (t) => ({
    cursor: t.string({
      description: 'Pass it as `after` to list what follows this task.',
      resolve: ({ position }) => toCursor(position),
    }),
    node: t.expose('task', { type: Task, description: 'The task.' }),
  }),
});

const TaskConnection = builder.objectRef<Connection>('TaskConnection').implement({
  description: 'A page of tasks.',
  fields: (t) => ({
    cursor: t.string({
      description: [
        "Where the viewer's changes stand: given to `tasksUpdated` as `after`, nothing falls between",
        'this page and the stream.',
      ].join('\n'),
      resolve: ({ sequence }, _args, { tasks }) => toChangeCursor(sequence, tasks.epoch),
    }),
    edges: t.expose('tasks', { type: [TaskEdge], description: 'The tasks with their cursors.' }),
    nodes: t.field({
      type: [Task],
      description: 'The tasks without their cursors.',
      resolve: ({ tasks }) => tasks.map(({ task }) => task),
    }),
    pageInfo: t.field({ type: PageInfo, description: 'How to get the next page.', resolve: (page) => page }),
  }),
});

builder.queryField('tasks', (t) =>
  t.field({
    type: TaskConnection,
    description: "The viewer's tasks, newest first.",
    args: {
      first: t.arg.int({ defaultValue: DEFAULT_PAGE, description: 'The number of tasks, 1 to 100.' }),
      after: t.arg.string({ description: '`PageInfo.endCursor` of the previous page.' }),
      filter: t.arg({ type: TaskFilter, description: 'Which tasks; all by default.' }),
    },
    resolve: async (_root, { first, after = null, filter }, context) => {
      const request = { first: pageSize(first ?? DEFAULT_PAGE), after, filter: toFilter(filter) };
      return { ...(await listTasks(request, context)), hasPrevious: after !== null };
    },
  }),
);
