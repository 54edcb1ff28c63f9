import type * as ports from '../domain/ports/task-store.ts';
import { builder } from './builder.ts';
import { Operation, TaskStatus } from './task.ts';

export const TaskFilter = builder.inputType('TaskFilter', {
  description: 'Selects tasks. A task must match every list that is given.',
  fields: (t) => ({
    status: t.field({ type: [TaskStatus], description: 'The task is in one of these states.' }),
    operation: t.field({ type: [Operation], description: 'The task was bought by one of these operations.' }),
  }),
});

export const toFilter = (filter: typeof TaskFilter.$inferInput | null | undefined): ports.TaskFilter => ({
  status: filter?.status ?? null,
  operation: filter?.operation ?? null,
});
