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

/** One purchase as its buyer meant it: this input, to be reported to that URL. */
const chargedPurchase = charged.extend({ callBackUrl: z.string(), chargedExactlyOnce: z.boolean() });

export const ledgerReport = z.object({
  chargedExactlyOnce: z.boolean().describe('Something was charged, and nothing twice.'),
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

/** Says for each purchase, and for all of them, whether it was charged exactly once. */
export const reportLedger = (entries: readonly LedgerEntry[]): LedgerReport => {
  const byPurchase = Map.groupBy(entries, ({ callBackUrl, fingerprint }) => `${fingerprint} ${callBackUrl}`);
  const purchases = [...byPurchase.values()].map((own) => {
    const charged = sum(own);
    return { ...charged, callBackUrl: own[0]?.callBackUrl ?? '', chargedExactlyOnce: charged.charges === 1 };
  });
  const { charges, refunds, credits } = sum(entries);
  return {
    chargedExactlyOnce: purchases.length > 0 && purchases.every((purchase) => purchase.chargedExactlyOnce),
    charges,
    refunds,
    credits,
    purchases,
    inputs: [...Map.groupBy(entries, ({ fingerprint }) => fingerprint).values()].map(sum),
  };
};
