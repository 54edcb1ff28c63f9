import { z } from 'zod';
import { type ClockEvent, clockEvent, LONGEST_WAIT_MS } from '../core/clock.ts';
import { epochMs } from '../core/schemas.ts';
import type { Mock } from '../provider/mock.ts';
import { type Route, route } from './route.ts';

const show = ({ clock }: Mock) => ({ now: clock.now(), stopped: clock.stopped, pending: clock.pending() });

const moved = (mock: Mock, ran: readonly ClockEvent[]) => {
  const clock = show(mock);
  mock.events.emit('clock', clock);
  return { json: { ...clock, ran } };
};

const clockState = z.object({ now: epochMs, stopped: z.boolean(), pending: z.array(clockEvent) });
const answer = clockState.extend({ ran: z.array(clockEvent).describe('What ran on the way.') });

export const clockRoutes: readonly Route[] = [
  route({
    method: 'GET',
    path: '/clock',
    summary: 'The time, and what is still to come',
    answer: clockState,
    run: (mock) => ({ json: show(mock) }),
  }),
  route({
    method: 'POST',
    path: '/clock/stop',
    summary: 'Stop the clock',
    answer,
    run: (mock) => {
      mock.clock.stop();
      return moved(mock, []);
    },
  }),
  route({
    method: 'POST',
    path: '/clock/start',
    summary: 'Start the clock again, from the time that it shows',
    answer,
    run: (mock) => {
      mock.clock.start();
      return moved(mock, []);
    },
  }),
  route({
    method: 'POST',
    path: '/clock/step',
    summary: 'Move to the next events and run them',
    body: z.strictObject({ count: z.int().min(1).max(1000).default(1) }),
    answer,
    run: async (mock, { body }) => moved(mock, await mock.clock.step(body.count)),
  }),
  route({
    method: 'POST',
    path: '/clock/jump',
    summary: 'Move ahead and run all events that fall due on the way',
    body: z.strictObject({
      ms: z.int().min(0).max(LONGEST_WAIT_MS),
    }),
    answer,
    run: async (mock, { body }) => moved(mock, await mock.clock.jump(body.ms)),
  }),
];
