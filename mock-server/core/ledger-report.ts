import type { LedgerEntry } from './ledger.ts';

/** What was charged for one thing. */
export interface Charged {
  readonly operation: string;
  readonly fingerprint: string;
  readonly charges: number;
  readonly refunds: number;
  /** Charges less refunds. */
  readonly credits: number;
  readonly taskIds: readonly string[];
}

/** One purchase as its buyer meant it: this input, to be reported to that URL. */
export interface ChargedPurchase extends Charged {
  readonly callBackUrl: string;
  readonly chargedExactlyOnce: boolean;
}

export interface LedgerReport {
  /** Whether there is something, and none of it was charged twice. */
  readonly chargedExactlyOnce: boolean;
  readonly charges: number;
  readonly refunds: number;
  readonly credits: number;
  readonly purchases: readonly ChargedPurchase[];
  /** The same by input alone: two purchases of one input are two charges here, and may both be meant. */
  readonly inputs: readonly Charged[];
}

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

/** Answers "charged exactly once?", for everything and for each purchase. */
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
