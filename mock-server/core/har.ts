import type { JournalEntry, Message } from './journal.ts';
import type { JsonObject } from './json.ts';

/*
 * HTTP Archive 1.2, for a browser's network panel and other viewers. http://www.softwareishard.com/blog/har-12-spec/
 * What no HTTP answer ended (a reset, a hang) has status 0, as browsers write it.
 */

const headersOf = ({ headers }: Message): JsonObject[] =>
  Object.entries(headers).map(([name, value]) => ({ name, value }));
const mimeType = ({ headers }: Message): string => headers['content-type'] ?? '';

/** A body's text, where it has one, and a word on what is missing. */
const textOf = ({ body, isWhole }: Message): JsonObject => ({
  ...(body === '' ? {} : { text: body }),
  ...(isWhole ? {} : { comment: body === '' ? 'binary, not kept' : `cut after ${body.length} characters` }),
});

const entryOf = (entry: JournalEntry): JsonObject => ({
  startedDateTime: new Date(entry.at).toISOString(),
  time: entry.ms,
  request: {
    method: entry.method,
    url: entry.url,
    httpVersion: 'HTTP/1.1',
    cookies: [],
    headers: headersOf(entry.sent),
    queryString: [...new URL(entry.url).searchParams].map(([name, value]) => ({ name, value })),
    ...(entry.sent.size === 0 ? {} : { postData: { mimeType: mimeType(entry.sent), ...textOf(entry.sent) } }),
    headersSize: -1,
    bodySize: entry.sent.size,
  },
  response: {
    status: entry.ending.status ?? 0,
    statusText: entry.ending.error ?? (entry.ending.kind === 'answer' ? '' : entry.ending.kind),
    httpVersion: 'HTTP/1.1',
    cookies: [],
    headers: headersOf(entry.ending),
    content: { size: entry.ending.size, mimeType: mimeType(entry.ending), ...textOf(entry.ending) },
    redirectURL: entry.ending.headers['location'] ?? '',
    headersSize: -1,
    bodySize: entry.ending.size,
  },
  cache: {},
  timings: { send: 0, wait: entry.ms, receive: 0 },
  comment: [
    entry.kind,
    ...(entry.stage === null ? [] : [`${entry.stage}, post ${entry.attempt}`]),
    ...entry.notes,
  ].join('; '),
});

export const toHar = (entries: readonly JournalEntry[]): JsonObject => ({
  log: {
    version: '1.2',
    creator: { name: 'mock kie.ai', version: '1' },
    entries: entries.map(entryOf),
  },
});
