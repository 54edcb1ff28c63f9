import { timeOf } from '../../core/event-line.ts';
import type { LedgerEntry } from '../../core/ledger.ts';
import type { LedgerReport } from '../../core/ledger-report.ts';
import { type Command, table } from '../command.ts';

type Answer = LedgerReport & { readonly balance: number; readonly entries: readonly LedgerEntry[] };

const row = ({ at, kind, operation, credits, balance, taskId, fingerprint }: LedgerEntry): string[] => [
  timeOf(at),
  kind,
  operation,
  `${kind === 'charge' ? '-' : '+'}${credits}`,
  String(balance),
  taskId,
  fingerprint.slice(0, 8),
];

export const ledger: Command = {
  name: 'ledger',
  usage: '[--task-id <id>] [--operation <name>] [--once] [--json]',
  summary: 'What was charged; with --once, exit code 1 if a purchase was charged twice, or nothing was charged',
  words: 0,
  options: {
    'task-id': { type: 'string' },
    operation: { type: 'string' },
    once: { type: 'boolean' },
    json: { type: 'boolean' },
  },
  run: async ({ option, flag, admin, print }) => {
    const query = new URLSearchParams();
    for (const [name, value] of [
      ['taskId', option('task-id')],
      ['operation', option('operation')],
    ] as const) {
      if (value !== undefined) query.set(name, value);
    }
    const answer = await admin.get<Answer>(`/ledger?${query}`);
    const twice = answer.purchases.filter(({ chargedExactlyOnce }) => chargedExactlyOnce !== true);
    if (flag('json')) {
      print(JSON.stringify(answer, null, 2));
    } else {
      if (answer.entries.length > 0)
        print(table([['at', 'kind', 'operation', 'credits', 'balance', 'task', 'input'], ...answer.entries.map(row)]));
      print(
        `${answer.charges} charges, ${answer.refunds} refunds, ${answer.credits} credits; balance ${answer.balance}`,
      );
      for (const { operation, callBackUrl, charges, key } of twice)
        print(
          key === null
            ? `same input ${charges} times: ${operation} for ${callBackUrl}; without a key, nothing says whether that was meant`
            : `charged ${charges} times: ${operation} with the key ${key}`,
        );
    }
    return flag('once') && answer.chargedExactlyOnce === false ? 1 : 0;
  },
};
