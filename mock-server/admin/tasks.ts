import { z } from 'zod';
import { operationNames } from '../operations/index.ts';
import { showTask } from '../provider/lifecycle.ts';
import { AdminError, type Route, route } from './route.ts';
import * as shapes from './shapes.ts';

export const taskRoutes: readonly Route[] = [
  route({
    method: 'GET',
    path: '/tasks',
    summary: 'Tasks, oldest first',
    query: z.strictObject({
      operation: z.enum(operationNames).optional(),
      state: z.string().optional(),
      limit: shapes.queryNumber.optional(),
    }),
    answer: z.object({ tasks: z.array(shapes.task) }),
    run: ({ tasks }, { query: { operation, state, limit } }) => {
      const found = tasks
        .all()
        .filter(
          (task) =>
            (operation === undefined || task.operation === operation) && (state === undefined || task.state === state),
        );
      return {
        json: { tasks: found.slice(limit === undefined ? 0 : Math.max(0, found.length - limit)).map(showTask) },
      };
    },
  }),
  route({
    method: 'GET',
    path: '/tasks/{taskId}',
    summary: 'One task',
    answer: shapes.task,
    run: ({ tasks }, { params }) => {
      const task = tasks.get(params['taskId'] ?? '');
      if (!task) throw new AdminError(`there is no task ${params['taskId']}`, 404);
      return { json: showTask(task) };
    },
  }),
];
