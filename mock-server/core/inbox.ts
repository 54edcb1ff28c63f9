import { z } from 'zod';
import { createBoundedList } from './bounded-list.ts';
import { redactHeaders } from './redact.ts';
import { epochMs, json } from './schemas.ts';

/** One request that an inbox has received. */
export const inboxEntry = z.object({
  at: epochMs,
  headers: z.record(z.string(), z.string()),
  body: json.describe('As JSON where it is JSON, as text where it is not.'),
});
export type InboxEntry = Readonly<z.infer<typeof inboxEntry>>;

/** Receivers for callbacks, by name. Each answers 200 and keeps what it received. A first try needs no receiver of its own. */
export interface Inbox {
  add(name: string, entry: InboxEntry): void;
  /** Oldest first; empty for a name that has received nothing. */
  entries(name: string): readonly InboxEntry[];
  /** Empties one inbox, or all of them. */
  clear(name?: string): void;
}

/** Entries kept, over all names. */
const CAPACITY = 1_000;

export const createInbox = (): Inbox => {
  const list = createBoundedList<{ readonly name: string; readonly entry: InboxEntry }>(CAPACITY);
  return {
    add: (name, entry) => list.add({ name, entry: { ...entry, headers: redactHeaders(entry.headers) } }),
    entries: (name) => list.all().flatMap((one) => (one.name === name ? [one.entry] : [])),
    clear: (name) => {
      const kept = name === undefined ? [] : list.all().filter((one) => one.name !== name);
      list.clear();
      for (const one of kept) list.add(one);
    },
  };
};
