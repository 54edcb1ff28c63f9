import { z } from 'zod';
import { inboxEntry } from '../core/inbox.ts';
import { type Route, route } from './route.ts';

const contents = z.object({ name: z.string(), received: z.array(inboxEntry) });

export const inboxRoutes: readonly Route[] = [
  route({
    method: 'POST',
    path: '/inbox/{name}',
    summary: 'A receiver for callbacks: answers 200 to anything, and keeps it',
    takesAnything: true,
    answer: z.object({ received: z.int().describe('How many this inbox holds now.') }),
    run: ({ clock, inbox }, { params, call }) => {
      const headers = Object.fromEntries(call.request.headers);
      const name = params['name'] ?? '';
      inbox.add(name, { at: clock.now(), headers, body: call.json ?? call.body });
      return { json: { received: inbox.entries(name).length } };
    },
  }),
  route({
    method: 'GET',
    path: '/inbox/{name}',
    summary: 'What an inbox has received, oldest first',
    answer: contents,
    run: ({ inbox }, { params }) => ({
      json: { name: params['name'] ?? '', received: inbox.entries(params['name'] ?? '') },
    }),
  }),
  route({
    method: 'DELETE',
    path: '/inbox/{name}',
    summary: 'Empty an inbox',
    answer: contents,
    run: ({ inbox }, { params }) => {
      inbox.clear(params['name'] ?? '');
      return { json: { name: params['name'] ?? '', received: [] } };
    },
  }),
];
