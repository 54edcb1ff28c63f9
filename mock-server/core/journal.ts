import { createBoundedList } from './bounded-list.ts';
import type { Events } from './events.ts';

/** A message that went over the wire in one direction. */
export interface Message {
  readonly headers: Readonly<Record<string, string>>;
  /** The beginning of a long text, and nothing of sounds and images. */
  readonly body: string;
  /** Bytes of the whole body. */
  readonly size: number;
  /** Whether `body` is all of it. */
  readonly isWhole: boolean;
}

/** How an exchange ended: an HTTP answer, or `half`, `reset`, `hang` for one that was made to break. */
export interface Ending extends Message {
  readonly kind: 'answer' | 'half' | 'reset' | 'hang' | 'failed';
  /** HTTP status; null where none arrived. */
  readonly status: number | null;
  /** Why a post got no answer; null otherwise. */
  readonly error: string | null;
}

/** One exchange: a request the mock received, or a callback it posted. */
export interface JournalEntry {
  readonly id: string;
  readonly kind: 'request' | 'callback';
  /** Epoch milliseconds on the mock's clock. */
  readonly at: number;
  /** Milliseconds until the end, on the mock's clock. */
  readonly ms: number;
  readonly method: string;
  readonly url: string;
  readonly path: string;
  readonly sent: Message;
  readonly ending: Ending;
  /** The body's `code`; null where there is none. */
  readonly code: number | null;
  readonly taskId: string | null;
  /** For a callback: its stage and the number of this post, from 1. */
  readonly stage: string | null;
  readonly attempt: number | null;
  /** What the provider would let pass and a careful client would not send; near misses; scenarios at work. */
  readonly notes: readonly string[];
}

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

/** A message as the journal keeps it. */
export const messageOf = (headers: Message['headers'], body: string | Uint8Array): Message => {
  if (typeof body !== 'string') return { headers, body: '', size: body.length, isWhole: body.length === 0 };
  const size = new TextEncoder().encode(body).length;
  return { headers, body: body.slice(0, BODY_LIMIT), size, isWhole: body.length <= BODY_LIMIT };
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
  let count = 0;
  return {
    add: (entry) => {
      const numbered = { ...entry, id: `entry-${++count}` };
      list.add(numbered);
      // The event leaves the bodies out: a watcher of a busy mock wants lines, and can ask for one entry.
      const { sent: _sent, ending, notes, ...line } = numbered;
      events.emit('journal', { ...line, notes, ending: { kind: ending.kind, status: ending.status } });
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
