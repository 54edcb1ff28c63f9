import { z } from 'zod';
import { attempt, delivery } from '../core/delivery.ts';
import { httpUrl, json } from '../core/schemas.ts';
import { trigger, triggers } from '../provider/trigger.ts';
import { AdminError, type Route, route } from './route.ts';

export const callbackRoutes: readonly Route[] = [
  route({
    method: 'GET',
    path: '/callbacks',
    summary: 'Callbacks with every attempt and its answer, oldest first; and the names of those that can be triggered',
    query: z.strictObject({ taskId: z.string().optional() }),
    answer: z.object({ callbacks: z.array(delivery), triggers: z.array(z.string()) }),
    run: (mock, { query: { taskId } }) => {
      const callbacks = mock.deliveries.all().filter((one) => taskId === undefined || one.taskId === taskId);
      return { json: { callbacks, triggers: triggers(mock) } };
    },
  }),
  route({
    method: 'POST',
    path: '/callbacks',
    summary:
      'Send a given callback to any URL, without a purchase, and show how its first attempt ended; while the clock is stopped, it waits',
    body: z.strictObject({
      callback: z.string().describe('`<operation>.<stage>`; GET /__mock/callbacks lists them.'),
      url: httpUrl,
      taskId: z.string().min(1).optional().describe('A task of the mock’s, or an id that the receiver expects.'),
      request: z.record(z.string(), json).optional().describe('Request fields in place of the example’s.'),
      scenarios: z.array(z.string()).optional(),
    }),
    answer: delivery,
    run: async (mock, { body, call }) => ({ json: await trigger(mock, { ...body, origin: call.url.origin }) }),
  }),
  route({
    method: 'POST',
    path: '/callbacks/{callbackId}/resend',
    summary: 'Make one more attempt to deliver a callback, signed anew, and show how it ended',
    answer: attempt,
    run: async ({ deliveries }, { params }) => {
      const found = deliveries.get(params['callbackId'] ?? '');
      if (!found)
        throw new AdminError(`there is no callback ${params['callbackId']}`, 404, 'GET /__mock/callbacks lists them');
      return { json: await deliveries.resend(found) };
    },
  }),
];
