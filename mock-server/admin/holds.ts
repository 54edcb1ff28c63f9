import { z } from 'zod';
import { HOLD_POINTS, held } from '../core/holds.ts';
import type { Mock } from '../provider/mock.ts';
import { AdminError, type Route, route } from './route.ts';

const show = ({ holds }: Mock) => ({ armed: holds.armed(), held: holds.held() });
const answer = z.object({
  armed: z.record(z.string(), z.int()).describe('How many arrivals each point will still hold.'),
  held: z.array(held),
});

export const holdRoutes: readonly Route[] = [
  route({
    method: 'GET',
    path: '/holds',
    summary: 'The calls and callbacks that are held, and the points that will hold the next ones',
    answer,
    run: (mock) => ({ json: show(mock) }),
  }),
  route({
    method: 'POST',
    path: '/holds',
    summary: 'Hold the next arrivals at a point',
    body: z.strictObject({ point: z.enum(HOLD_POINTS), times: z.int().min(1).default(1) }),
    answer,
    run: (mock, { body }) => {
      mock.holds.arm(body.point, body.times);
      return { json: show(mock) };
    },
  }),
  route({
    method: 'POST',
    path: '/holds/release',
    summary: 'Let held calls go on: one by id, all at a point, or all',
    body: z.strictObject({ id: z.string().optional(), point: z.enum(HOLD_POINTS).optional() }),
    answer: answer.extend({ released: z.int() }),
    run: (mock, { body }) => {
      const { id } = body;
      const ids = mock.holds.held().map((one) => one.id);
      if (id !== undefined && !ids.includes(id)) {
        throw new AdminError(`nothing is held as ${id}; held are ${ids.join(', ') || 'none'}`, 404);
      }
      const released = mock.holds.release(body);
      return { json: { ...show(mock), released } };
    },
  }),
];
