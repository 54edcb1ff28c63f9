import { z } from 'zod';
import { ledgerEntry } from '../core/ledger.ts';
import { ledgerReport, reportLedger } from '../core/ledger-report.ts';
import { count } from '../core/schemas.ts';
import { operationNames } from '../operations/index.ts';
import { type Route, route } from './route.ts';

const filter = z.strictObject({
  taskId: z.string().optional(),
  operation: z.enum(operationNames).optional(),
  fingerprint: z.string().optional(),
  callBackUrl: z.string().optional(),
});

export const ledgerRoutes: readonly Route[] = [
  route({
    method: 'GET',
    path: '/ledger',
    summary: 'What was charged, when and for what; whether anything was charged twice',
    query: filter,
    answer: ledgerReport.extend({
      balance: z.number(),
      entries: z.array(ledgerEntry),
      dropped: count.describe('Entries that are no longer kept.'),
    }),
    run: ({ ledger }, { query }) => {
      const names = filter.keyof().options;
      const entries = ledger
        .entries()
        .filter((entry) => names.every((name) => query[name] === undefined || query[name] === entry[name]));
      return { json: { balance: ledger.balance(), ...reportLedger(entries), entries, dropped: ledger.dropped } };
    },
  }),
];
