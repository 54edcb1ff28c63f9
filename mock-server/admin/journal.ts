import { z } from 'zod';
import { toHar } from '../core/har.ts';
import { journalEntry } from '../core/journal.ts';
import { json } from '../core/outcome.ts';
import { json as anyJson, queryNumber } from '../core/schemas.ts';
import { AdminError, type Route, route } from './route.ts';

const filter = z.strictObject({
  kind: z.enum(['request', 'callback']).optional(),
  method: z.string().optional(),
  path: z.string().optional().describe('Beginning of the path.'),
  taskId: z.string().optional(),
  status: queryNumber.optional().describe('HTTP status of the answer.'),
  code: queryNumber.optional().describe('`code` in the answer’s body.'),
  noted: z
    .enum(['true', 'false'])
    .transform((text) => text === 'true')
    .optional()
    .describe('Only entries with notes, or without.'),
  since: queryNumber.optional().describe('Epoch milliseconds.'),
  limit: queryNumber.optional().describe('Newest so many.'),
});

export const journalRoutes: readonly Route[] = [
  route({
    method: 'GET',
    path: '/journal',
    summary: 'Requests received and attempts to deliver callbacks, with their answers, oldest first',
    query: filter,
    answer: z.object({ entries: z.array(journalEntry), dropped: z.int() }),
    run: ({ journal }, { query }) => ({ json: { entries: journal.entries(query), dropped: journal.dropped } }),
  }),
  route({
    method: 'GET',
    path: '/journal.har',
    summary: 'The same as an HTTP Archive, for a browser’s network panel',
    query: filter,
    answer: z.object({
      log: z.object({ version: z.literal('1.2'), creator: anyJson, entries: z.array(anyJson) }),
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
    answer: journalEntry,
    run: ({ journal }, { params }) => {
      const entry = journal.entries().find(({ id }) => id === params['entryId']);
      if (!entry) throw new AdminError(`there is no entry ${params['entryId']}`, 404);
      return { json: entry };
    },
  }),
  route({
    method: 'DELETE',
    path: '/journal',
    summary: 'Empty the journal',
    answer: z.object({ entries: z.array(journalEntry) }),
    run: ({ journal }) => {
      journal.clear();
      return { json: { entries: [] } };
    },
  }),
];
