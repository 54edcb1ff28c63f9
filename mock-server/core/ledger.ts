import { createBoundedList } from './bounded-list.ts';
import type { Clock } from './clock.ts';
import type { Events } from './events.ts';
import { canonical, type JsonObject } from './json.ts';
import { hex32 } from './random.ts';

/** One movement of money. */
export interface LedgerEntry {
  readonly kind: 'charge' | 'refund';
  /** Epoch milliseconds. */
  readonly at: number;
  readonly taskId: string;
  readonly operation: string;
  /** Always positive; `kind` says which way. */
  readonly credits: number;
  /** Balance afterwards. */
  readonly balance: number;
  /** Same operation and same input: same fingerprint. The callback URL is left out, for it differs per purchase. */
  readonly fingerprint: string;
  /** Buyers put a token of their own into it, so one URL charged twice is one purchase sent twice. */
  readonly callBackUrl: string;
}

export interface Purchase {
  readonly taskId: string;
  readonly operation: string;
  readonly credits: number;
  readonly request: JsonObject;
  readonly callBackUrl: string;
}

export interface Ledger {
  /** Credits left. */
  balance(): number;
  charge(purchase: Purchase): void;
  /** Gives the charge of a task back; a second time does nothing. */
  refund(taskId: string): void;
  entries(): readonly LedgerEntry[];
  readonly dropped: number;
  setBalance(credits: number): void;
  load(balance: number, entries: readonly LedgerEntry[]): void;
}

/** Entries kept; far beyond any test, and still only some megabytes. */
const CAPACITY = 20_000;

/** The provider counts in hundredths (0.4 a WAV, balances like 5916.25); binary fractions must not add up. */
const toHundredths = (credits: number): number => Math.round(credits * 100) / 100;

export const fingerprintOf = (operation: string, request: JsonObject): string => {
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
    charge: ({ taskId, operation, credits, request, callBackUrl }) => {
      const fingerprint = fingerprintOf(operation, request);
      book({ kind: 'charge', taskId, operation, credits, fingerprint, callBackUrl }, -credits);
    },
    refund: (taskId) => {
      const own = entries.all().filter((entry) => entry.taskId === taskId);
      const [charge] = own;
      if (charge === undefined || own.some((entry) => entry.kind === 'refund')) return;
      const { operation, credits, fingerprint, callBackUrl } = charge;
      book({ kind: 'refund', taskId, operation, credits, fingerprint, callBackUrl }, credits);
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
