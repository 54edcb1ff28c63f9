import { z } from 'zod';
import { reportLedger } from '../core/ledger-report.ts';
import { operationNames } from '../operations/index.ts';
import { type Route, route } from './route.ts';
import * as shapes from './shapes.ts';

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
    answer: shapes.ledgerReport,
    run: ({ ledger }, { query }) => {
      const names = filter.keyof().options;
      const entries = ledger
        .entries()
        .filter((entry) => names.every((name) => query[name] === undefined || query[name] === entry[name]));
      return { json: { balance: ledger.balance(), ...reportLedger(entries), entries, dropped: ledger.dropped } };
    },
  }),
];
