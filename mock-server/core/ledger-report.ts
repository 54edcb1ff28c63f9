import { z } from 'zod';
import type { LedgerEntry } from './ledger.ts';
import { count } from './schemas.ts';

/** What was charged for one thing. */
export const charged = z.object({
  operation: z.string(),
  fingerprint: z.string(),
  charges: count,
  refunds: count,
  credits: z.number().describe('Charges less refunds.'),
  taskIds: z.array(z.string()),
});
export type Charged = Readonly<z.infer<typeof charged>>;

/**
 * Whether a purchase was charged once. Null: the same input was charged twice for the same callback URL, and no key
 * says whether that is one purchase sent twice or two purchases.
 */
const exactlyOnce = z.boolean().nullable();

/** One purchase: by its key, or by its input and callback URL where it has no key. */
const chargedPurchase = charged.extend({
  callBackUrl: z.string(),
  key: z.string().nullable(),
  chargedExactlyOnce: exactlyOnce,
});

export const ledgerReport = z.object({
  chargedExactlyOnce: exactlyOnce.describe(
    'True: something was charged, and nothing twice. False: a purchase was charged twice, or nothing at all. Null: the same input was charged twice, and no key says what that means.',
  ),
  charges: count,
  refunds: count,
  credits: z.number(),
  purchases: z.array(chargedPurchase),
  inputs: z
    .array(charged)
    .describe('The same by input alone: two purchases of one input are two charges here, and both may be meant.'),
});
export type LedgerReport = Readonly<z.infer<typeof ledgerReport>>;

const sum = (entries: readonly LedgerEntry[]): Charged => {
  const charges = entries.filter(({ kind }) => kind === 'charge');
  const refunds = entries.filter(({ kind }) => kind === 'refund');
  const total = (list: readonly LedgerEntry[]): number => list.reduce((credits, entry) => credits + entry.credits, 0);
  return {
    operation: entries[0]?.operation ?? '',
    fingerprint: entries[0]?.fingerprint ?? '',
    charges: charges.length,
    refunds: refunds.length,
    credits: Math.round((total(charges) - total(refunds)) * 100) / 100,
    taskIds: charges.map(({ taskId }) => taskId),
  };
};

const once = ({ charges }: Charged, key: string | null): boolean | null => {
  if (charges === 1) return true;
  return key === null ? null : false;
};

/** Says for each purchase, and for all of them, whether it was charged exactly once. */
export const reportLedger = (entries: readonly LedgerEntry[]): LedgerReport => {
  const byPurchase = Map.groupBy(entries, ({ callBackUrl, fingerprint, key }) =>
    key === null ? `input ${fingerprint} ${callBackUrl}` : `key ${key}`,
  );
  const purchases = [...byPurchase.values()].map((own) => {
    const summed = sum(own);
    const { callBackUrl = '', key = null } = own[0] ?? {};
    return { ...summed, callBackUrl, key, chargedExactlyOnce: once(summed, key) };
  });
  const verdicts = purchases.map(({ chargedExactlyOnce }) => chargedExactlyOnce);
  const { charges, refunds, credits } = sum(entries);
  return {
    chargedExactlyOnce:
      purchases.length === 0 || verdicts.includes(false) ? false : verdicts.includes(null) ? null : true,
    charges,
    refunds,
    credits,
    purchases,
    inputs: [...Map.groupBy(entries, ({ fingerprint }) => fingerprint).values()].map(sum),
  };
};
