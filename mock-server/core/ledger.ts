import { z } from 'zod';
import { createBoundedList } from './bounded-list.ts';
import type { Clock } from './clock.ts';
import type { Events } from './events.ts';
import { canonical, type JsonObject } from './json.ts';
import { hex32 } from './random.ts';
import { epochMs } from './schemas.ts';

/** One movement of money. */
export const ledgerEntry = z.object({
  kind: z.enum(['charge', 'refund']),
  at: epochMs,
  taskId: z.string(),
  operation: z.string(),
  credits: z.number().describe('Always positive; `kind` says which way.'),
  balance: z.number().describe('Credits left afterwards.'),
  fingerprint: z.string().describe('Same operation, same input apart from callBackUrl: same fingerprint.'),
  callBackUrl: z.string(),
  key: z
    .string()
    .nullable()
    .describe(
      'Names the purchase, by its buyer’s choice: the same key twice is one purchase sent twice. Null for none.',
    ),
});
export type LedgerEntry = Readonly<z.infer<typeof ledgerEntry>>;

/** What a charge is booked for. */
export interface Purchase {
  readonly taskId: string;
  readonly operation: string;
  readonly credits: number;
  readonly request: JsonObject;
  readonly callBackUrl: string;
  readonly key: string | null;
}

export interface Ledger {
  /** Credits left. */
  balance(): number;
  charge(purchase: Purchase): void;
  /** Gives the charge of a task back. A second call does nothing. */
  refund(taskId: string): void;
  entries(): readonly LedgerEntry[];
  readonly dropped: number;
  setBalance(credits: number): void;
  load(balance: number, entries: readonly LedgerEntry[]): void;
}

/** Entries that are kept: far more than a test makes, and only some megabytes. */
const CAPACITY = 20_000;

/** Rounds to hundredths, in which the provider counts (0.4 a WAV, balances like 5916.25). Sums of floats would drift. */
const toHundredths = (credits: number): number => Math.round(credits * 100) / 100;

/** A hash of an operation and its input, without the callback URL. */
const fingerprintOf = (operation: string, request: JsonObject): string => {
  const { callBackUrl: _leftOut, ...input } = request;
  return hex32('fingerprint', operation, canonical(input));
};

export const createLedger = (clock: Clock, events: Events, opening: number): Ledger => {
  const entries = createBoundedList<LedgerEntry>(CAPACITY);
  let balance = opening;

  const book = (entry: Omit<LedgerEntry, 'at' | 'balance'>, change: number): void => {
    balance = toHundredths(balance + change);
    const booked: LedgerEntry = { ...entry, at: clock.now(), balance };
    entries.add(booked);
    events.emit('ledger', booked);
  };

  return {
    balance: () => balance,
    charge: ({ taskId, operation, credits, request, callBackUrl, key }) => {
      const fingerprint = fingerprintOf(operation, request);
      book({ kind: 'charge', taskId, operation, credits, fingerprint, callBackUrl, key }, -credits);
    },
    refund: (taskId) => {
      const own = entries.all().filter((entry) => entry.taskId === taskId);
      const [charge] = own;
      if (charge === undefined || own.some((entry) => entry.kind === 'refund')) return;
      const { operation, credits, fingerprint, callBackUrl, key } = charge;
      book({ kind: 'refund', taskId, operation, credits, fingerprint, callBackUrl, key }, credits);
    },
    entries: () => entries.all(),
    get dropped() {
      return entries.dropped;
    },
    setBalance: (credits) => {
      balance = toHundredths(credits);
    },
    load: (loaded, list) => {
      balance = loaded;
      entries.clear();
      for (const entry of list) entries.add(entry);
    },
  };
};
