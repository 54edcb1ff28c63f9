import type { StreamFormat } from './media-types.ts';

/** How the results of a stream are separated in one endless HTTP body. */
export interface Framing {
  readonly contentType: string;
  /** Sent at once, so that clients and proxies see that the stream has begun. */
  readonly opening: string;
  readonly heartbeat: string;
  /** @param result a result as JSON. @param id of the event; null: none. */
  result(result: string, id: string | null): string;
  readonly ending: string;
}

/** Server-sent events in the "distinct connections" mode of graphql-sse. EventSource, Relay and urql read it as well. */
const eventStream: Framing = {
  contentType: 'text/event-stream; charset=utf-8',
  opening: ':\n\n',
  heartbeat: ':\n\n',
  result: (result, id) => `${id === null ? '' : `id: ${id}\n`}event: next\ndata: ${result}\n\n`,
  ending: 'event: complete\ndata:\n\n',
};

const part = (payload: string): string => `\r\ncontent-type: application/json\r\n\r\n${payload}\r\n--graphql`;

/** Multipart subscriptions, as Apollo Client uses them over HTTP. */
const multipart: Framing = {
  contentType: 'multipart/mixed; boundary="graphql"; subscriptionSpec="1.0"',
  opening: '\r\n--graphql',
  heartbeat: part('{}'),
  result: (result) => part(`{"payload":${result}}`),
  ending: '--\r\n',
};

export const FRAMINGS = { 'event-stream': eventStream, multipart } as const satisfies Record<StreamFormat, Framing>;

/** Headers of a stream: no proxy may hold it back, buffer it, or store it. */
export const STREAM_HEADERS = { 'cache-control': 'no-cache, no-transform', 'x-accel-buffering': 'no' };

/** A complete stream with one result. */
export const frameSingle = (result: string, { opening, result: frame, ending }: Framing): string =>
  opening + frame(result, null) + ending;
