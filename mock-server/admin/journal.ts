import { z } from 'zod';
import { toHar } from '../core/har.ts';
import { json } from '../core/outcome.ts';
import { AdminError, type Route, route } from './route.ts';
import * as shapes from './shapes.ts';

const filter = z.strictObject({
  kind: z.enum(['request', 'callback']).optional(),
  method: z.string().optional(),
  path: z.string().optional().describe('Beginning of the path.'),
  taskId: z.string().optional(),
  status: shapes.queryNumber.optional().describe('HTTP status of the answer.'),
  code: shapes.queryNumber.optional().describe('`code` in the answer’s body.'),
  noted: z
    .enum(['true', 'false'])
    .transform((text) => text === 'true')
    .optional()
    .describe('Only entries with notes, or without.'),
  since: shapes.queryNumber.optional().describe('Epoch milliseconds.'),
  limit: shapes.queryNumber.optional().describe('Newest so many.'),
});

export const journalRoutes: readonly Route[] = [
  route({
    method: 'GET',
    path: '/journal',
    summary: 'Requests received and callbacks posted, with their answers, oldest first',
    query: filter,
    answer: z.object({ entries: z.array(shapes.journalEntry), dropped: z.int() }),
    run: ({ journal }, { query }) => ({ json: { entries: journal.entries(query), dropped: journal.dropped } }),
  }),
  route({
    method: 'GET',
    path: '/journal.har',
    summary: 'The same as an HTTP Archive, for a browser’s network panel',
    query: filter,
    answer: z.object({
      log: z.object({ version: z.literal('1.2'), creator: shapes.json, entries: z.array(shapes.json) }),
    }),
    run: ({ journal }, { query }) => {
      const headers = { 'content-disposition': 'attachment; filename="mock-kie.har"' };
      return { outcome: json(200, toHar(journal.entries(query)), headers) };
    },
  }),
  route({
    method: 'GET',
    path: '/journal/{entryId}',
    summary: 'One entry',
    answer: shapes.journalEntry,
    run: ({ journal }, { params }) => {
      const entry = journal.entries().find(({ id }) => id === params['entryId']);
      if (!entry) throw new AdminError(`there is no entry ${params['entryId']}`, 404);
      return { json: entry };
    },
  }),
  route({
    method: 'DELETE',
    path: '/journal',
    summary: 'Forget the journal',
    answer: z.object({ entries: z.array(shapes.journalEntry) }),
    run: ({ journal }) => {
      journal.clear();
      return { json: { entries: [] } };
    },
  }),
];
