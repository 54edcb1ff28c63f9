import { z } from 'zod';
import { createBoundedList } from './bounded-list.ts';
import type { Events } from './events.ts';
import { redactHeaders } from './redact.ts';
import { count, epochMs } from './schemas.ts';

/** A message that went over the wire in one direction. */
const message = z.object({
  headers: z.record(z.string(), z.string()),
  body: z.string().describe('The beginning of a long text, and nothing of sounds and images.'),
  size: count.describe('Bytes of the whole body.'),
  isWhole: z.boolean().describe('Whether `body` is all of it.'),
});
export type Message = Readonly<z.infer<typeof message>>;

/** How an exchange ended: an HTTP answer, or `half`, `reset`, `hang` for one that was made to break. */
const ending = message.extend({
  kind: z.enum(['answer', 'half', 'reset', 'hang', 'failed']),
  status: z.int().nullable().describe('HTTP status; null where none arrived.'),
  error: z.string().nullable().describe('Why an attempt got no answer; null otherwise.'),
});
export type Ending = Readonly<z.infer<typeof ending>>;

/** One exchange: a request that the mock received, or an attempt to deliver a callback. */
export const journalEntry = z.object({
  id: z.string(),
  kind: z.enum(['request', 'callback']),
  at: epochMs,
  ms: z.number().describe('Milliseconds until the end, on the mock’s clock.'),
  method: z.string(),
  url: z.string(),
  path: z.string(),
  sent: message,
  ending,
  code: z.number().nullable().describe('`code` of the answer’s body; null where there is none.'),
  taskId: z.string().nullable(),
  stage: z.string().nullable().describe('For a callback: its stage.'),
  attempt: z.int().nullable().describe('For a callback: the number of this attempt, from 1.'),
  notes: z
    .array(z.string())
    .describe('What the provider lets pass and a careful client would not send; near misses; scenarios at work.'),
});
export type JournalEntry = Readonly<z.infer<typeof journalEntry>>;

/** Which entries to list; what is left out matches all. */
export interface JournalFilter {
  readonly kind?: 'request' | 'callback' | undefined;
  readonly method?: string | undefined;
  /** Matches the beginning of the path. */
  readonly path?: string | undefined;
  readonly taskId?: string | undefined;
  /** HTTP status of the answer. */
  readonly status?: number | undefined;
  /** `code` of the answer's body. */
  readonly code?: number | undefined;
  /** Only entries with notes. */
  readonly noted?: boolean | undefined;
  /** Epoch milliseconds; entries at or after it. */
  readonly since?: number | undefined;
  /** Newest so many. */
  readonly limit?: number | undefined;
}

export interface Journal {
  add(entry: Omit<JournalEntry, 'id'>): void;
  /** Oldest first. */
  entries(filter?: JournalFilter): readonly JournalEntry[];
  readonly dropped: number;
  clear(): void;
}

const CAPACITY = 2_000;
/** Characters of a body that are kept. */
const BODY_LIMIT = 16 * 1024;

/** A message as the journal keeps it: without credentials, and without the end of a long body. */
export const messageOf = (headers: Message['headers'], body: string | Uint8Array): Message => {
  const shown = redactHeaders(headers);
  if (typeof body !== 'string') return { headers: shown, body: '', size: body.length, isWhole: body.length === 0 };
  const size = new TextEncoder().encode(body).length;
  return { headers: shown, body: body.slice(0, BODY_LIMIT), size, isWhole: body.length <= BODY_LIMIT };
};

const matches = (entry: JournalEntry, filter: JournalFilter): boolean =>
  (filter.kind === undefined || entry.kind === filter.kind) &&
  (filter.method === undefined || entry.method === filter.method.toUpperCase()) &&
  (filter.path === undefined || entry.path.startsWith(filter.path)) &&
  (filter.taskId === undefined || entry.taskId === filter.taskId) &&
  (filter.status === undefined || entry.ending.status === filter.status) &&
  (filter.code === undefined || entry.code === filter.code) &&
  (filter.noted === undefined || entry.notes.length > 0 === filter.noted) &&
  (filter.since === undefined || entry.at >= filter.since);

export const createJournal = (events: Events): Journal => {
  const list = createBoundedList<JournalEntry>(CAPACITY);
  let added = 0;
  return {
    add: (entry) => {
      const numbered = { ...entry, id: `entry-${++added}` };
      list.add(numbered);
      // The event leaves the bodies out. A watcher of a busy mock wants lines, and can read one entry in full.
      const { sent: _sent, ending: ended, notes, ...line } = numbered;
      events.emit('journal', { ...line, notes, ending: { kind: ended.kind, status: ended.status } });
    },
    entries: (filter = {}) => {
      const found = list.all().filter((entry) => matches(entry, filter));
      return found.slice(Math.max(0, found.length - (filter.limit ?? found.length)));
    },
    get dropped() {
      return list.dropped;
    },
    clear: () => list.clear(),
  };
};
