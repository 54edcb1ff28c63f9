/** How one result can be written. */
export type JsonFormat = 'json' | 'graphql-response';
/** How many results can be written, one after another. */
export type StreamFormat = 'event-stream' | 'multipart';
export type Format = JsonFormat | StreamFormat;

/** How a client wants to be answered. */
export interface Formats {
  readonly one: JsonFormat | 'event-stream';
  /** Null for a client that takes no streams. */
  readonly many: StreamFormat | null;
}

const ONE: Readonly<Record<string, Formats['one']>> = {
  'application/json': 'json',
  'application/graphql-response+json': 'graphql-response',
  'text/event-stream': 'event-stream',
};

const MANY: Readonly<Record<string, StreamFormat>> = {
  'text/event-stream': 'event-stream',
  'multipart/mixed': 'multipart',
};

const matches = (asked: string, type: string): boolean =>
  asked === '*/*' || asked === type || (asked.endsWith('/*') && type.startsWith(asked.slice(0, -1)));

/** Media types as the client ranks them, best first. */
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

const best = <F extends Format>(wishes: readonly string[], known: Readonly<Record<string, F>>): F | null => {
  for (const wish of wishes) {
    const found = Object.entries(known).find(([type]) => matches(wish, type));
    if (found) return found[1];
  }
  return null;
};

/**
 * What we have of what the client likes; null where there is nothing. A client that takes only multipart streams gets
 * single results as JSON.
 *
 * @param accept the header; without one, anything is welcome.
 */
export const negotiate = (accept: string | undefined): Formats | null => {
  const wishes = readAccept(accept?.trim() || '*/*');
  const one = best(wishes, ONE);
  const many = best(wishes, MANY);
  return one === null && many === null ? null : { one: one ?? 'json', many };
};
