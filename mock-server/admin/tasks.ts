import { z } from 'zod';
import { queryNumber } from '../core/schemas.ts';
import { operationNames } from '../operations/index.ts';
import { shownTask, showTask } from '../provider/task-view.ts';
import { AdminError, type Route, route } from './route.ts';

export const taskRoutes: readonly Route[] = [
  route({
    method: 'GET',
    path: '/tasks',
    summary: 'Tasks, oldest first',
    query: z.strictObject({
      operation: z.enum(operationNames).optional(),
      state: z.string().optional(),
      limit: queryNumber.optional(),
    }),
    answer: z.object({ tasks: z.array(shownTask) }),
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
    answer: shownTask,
    run: ({ tasks }, { params }) => {
      const task = tasks.get(params['taskId'] ?? '');
      if (!task) throw new AdminError(`there is no task ${params['taskId']}`, 404);
      return { json: showTask(task) };
    },
  }),
];
