import type { TaskPage } from '../domain/tasks/ports.ts';
import { toCursor } from '../resolvers/cursor.ts';
import { listTasks } from '../resolvers/tasks.ts';
import { pageSize } from './bounds.ts';
import { builder } from './builder.ts';
import { Task } from './task.ts';
import { TaskFilter, toFilter } from './task-filter.ts';

const DEFAULT_PAGE = 20;

/** A page of tasks, and whether it came after another. */
interface Connection extends TaskPage {
  readonly hasPrevious: boolean;
}

const cursorOf = (entry: TaskPage['tasks'][number] | undefined): string | null =>
  entry ? toCursor(entry.position) : null;

const PageInfo = builder.objectRef<Connection>('PageInfo').implement({
  description: 'Where a page stands in its list.',
  fields: (t) => ({
    hasNextPage: t.exposeBoolean('hasMore', { description: 'There is more after `endCursor`.' }),
    hasPreviousPage: t.exposeBoolean('hasPrevious', { description: 'This page was asked for by `after`.' }),
    startCursor: t.string({
      nullable: true,
      description: 'The cursor of the first edge; null on an empty page.',
      resolve: ({ tasks }) => cursorOf(tasks.at(0)),
    }),
    endCursor: t.string({
      nullable: true,
      description: 'What to give as `after` for the next page; null on an empty page.',
      resolve: ({ tasks }) => cursorOf(tasks.at(-1)),
    }),
  }),
});

const TaskEdge = builder.objectRef<TaskPage['tasks'][number]>('TaskEdge').implement({
  description: 'A task in its place in the list.',
  fields: (t) => ({
    cursor: t.string({
      description: 'Given back as `after`, lists what follows this task.',
      resolve: ({ position }) => toCursor(position),
    }),
    node: t.expose('task', { type: Task, description: 'The task.' }),
  }),
});

const TaskConnection = builder.objectRef<Connection>('TaskConnection').implement({
  description: 'A page of tasks.',
  fields: (t) => ({
    edges: t.expose('tasks', { type: [TaskEdge], description: 'The tasks, each with its cursor.' }),
    nodes: t.field({
      type: [Task],
      description: 'The tasks alone.',
      resolve: ({ tasks }) => tasks.map(({ task }) => task),
    }),
    pageInfo: t.field({ type: PageInfo, description: 'How to go on.', resolve: (page) => page }),
  }),
});

builder.queryField('tasks', (t) =>
  t.field({
    type: TaskConnection,
    description: "The viewer's tasks, newest first.",
    args: {
      first: t.arg.int({ defaultValue: DEFAULT_PAGE, description: 'How many, 1 to 100.' }),
      after: t.arg.string({ description: '`PageInfo.endCursor` of the page before.' }),
      filter: t.arg({ type: TaskFilter, description: 'Which tasks; all of them by default.' }),
    },
    resolve: async (_root, { first, after = null, filter }, context) => {
      const request = { first: pageSize(first ?? DEFAULT_PAGE), after, filter: toFilter(filter) };
      return { ...(await listTasks(request, context)), hasPrevious: after !== null };
    },
  }),
);
