/** Format of a single result. */
export type JsonFormat = 'json' | 'graphql-response';
/** Format of a stream of results. */
export type StreamFormat = 'event-stream' | 'multipart';
export type Format = JsonFormat | StreamFormat;

/** `Content-Type` of a single result, by format. */
export const CONTENT_TYPES = {
  json: 'application/json; charset=utf-8',
  'graphql-response': 'application/graphql-response+json; charset=utf-8',
} as const satisfies Record<JsonFormat, string>;

/** The formats of a response, negotiated from the `Accept` header. */
export interface Formats {
  readonly one: JsonFormat | 'event-stream';
  /** Null: the client does not accept streams. */
  readonly many: StreamFormat | null;
}

const SINGLE: Readonly<Record<string, Formats['one']>> = {
  'application/json': 'json',
  'application/graphql-response+json': 'graphql-response',
  'text/event-stream': 'event-stream',
};

const STREAMS: Readonly<Record<string, StreamFormat>> = {
  'text/event-stream': 'event-stream',
  'multipart/mixed': 'multipart',
};

const matches = (range: string, type: string): boolean =>
  range === '*/*' || range === type || (range.endsWith('/*') && type.startsWith(range.slice(0, -1)));

/** The media types of an `Accept` header, best first. */
const readAccept = (accept: string): string[] =>
  accept
    .toLowerCase()
    .split(',')
    .map((part) => {
      const [type = '', ...parameters] = part.split(';').map((piece) => piece.trim());
      const weight = parameters.find((parameter) => parameter.startsWith('q='))?.slice(2);
      return { type, weight: weight === undefined ? 1 : Number(weight) };
    })
    .filter(({ weight }) => weight > 0)
    .sort((a, b) => b.weight - a.weight)
    .map(({ type }) => type);

const best = <F extends Format>(accepted: readonly string[], known: Readonly<Record<string, F>>): F | null => {
  for (const range of accepted) {
    const found = Object.entries(known).find(([type]) => matches(range, type));
    if (found) return found[1];
  }
  return null;
};

/** Formats by header: clients send few different ones. */
const negotiated = new Map<string, Formats | null>();
const MAX_NEGOTIATED = 200;

/**
 * Negotiates the formats of a response (RFC 9110, 12.5.1). A client that accepts only multipart streams gets single
 * results as JSON.
 *
 * @param accept the header; without one, the client accepts everything.
 * @returns null when the client accepts none of the formats.
 */
export const negotiate = (accept = '*/*'): Formats | null => {
  const known = negotiated.get(accept);
  if (known !== undefined) return known;
  const accepted = readAccept(accept.trim() || '*/*');
  const one = best(accepted, SINGLE);
  const many = best(accepted, STREAMS);
  const formats = one === null && many === null ? null : { one: one ?? 'json', many };
  if (negotiated.size < MAX_NEGOTIATED) negotiated.set(accept, formats);
  return formats;
};
