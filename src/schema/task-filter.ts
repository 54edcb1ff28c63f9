import type * as ports from '../domain/tasks/ports.ts';
import { builder } from './builder.ts';
import { Operation } from './operation.ts';
import { TaskStatus } from './task.ts';

export const TaskFilter = builder.inputType('TaskFilter', {
  description: 'Which tasks are meant: those that fit every list given.',
  fields: (t) => ({
    status: t.field({ type: [TaskStatus], description: 'In one of these states.' }),
    operation: t.field({ type: [Operation], description: 'Bought by one of these operations.' }),
  }),
});

/** Named twice is named once: lists as long as their enum at most reach the store. */
const unique = <Value>(values: readonly Value[] | null | undefined): Value[] | null =>
  values ? [...new Set(values)] : null;

export const toFilter = (filter: typeof TaskFilter.$inferInput | null | undefined): ports.TaskFilter => ({
  status: unique(filter?.status),
  operation: unique(filter?.operation),
});
