/** How an answer can be written. */
export type Format = 'json' | 'graphql-response' | 'event-stream' | 'multipart';

interface Known {
  readonly format: Format;
  readonly type: string;
  /** Whether it carries one result, and whether it carries many. */
  readonly carries: readonly ('one' | 'many')[];
}

const FORMATS: readonly Known[] = [
  { format: 'json', type: 'application/json', carries: ['one'] },
  { format: 'graphql-response', type: 'application/graphql-response+json', carries: ['one'] },
  { format: 'event-stream', type: 'text/event-stream', carries: ['one', 'many'] },
  { format: 'multipart', type: 'multipart/mixed', carries: ['many'] },
];

const matches = (asked: string, type: string): boolean =>
  asked === '*/*' || asked === type || (asked.endsWith('/*') && type.startsWith(asked.slice(0, -1)));

/**
 * The format that the client likes best, of those that can carry the answer; null when there is none.
 *
 * @param accept the header; without one, anything is welcome.
 */
export const negotiate = (accept: string | null, results: 'one' | 'many'): Format | null => {
  const wishes = (accept?.trim() || '*/*')
    .toLowerCase()
    .split(',')
    .map((part) => {
      const [type = '', ...parameters] = part.split(';').map((piece) => piece.trim());
      const weight = parameters.find((parameter) => parameter.startsWith('q='))?.slice(2);
      return { type, weight: weight === undefined ? 1 : Number(weight) };
    })
    .filter(({ weight }) => weight > 0)
    .sort((a, b) => b.weight - a.weight);
  for (const wish of wishes) {
    const found = FORMATS.find(({ type, carries }) => carries.includes(results) && matches(wish.type, type));
    if (found) return found.format;
  }
  return null;
};
