import { z } from 'zod';
import { parseJson } from './json.ts';

/**
 * Tolerant readers. The provider sends the same value as a number or a string, sends `""` for "none", and leaves keys
 * out; a paid result must not be lost for that. Each reader returns null for an unusable value, and never throws. They are
 * transforms without a schema behind: the compiler checks what they return, and a second check is most of their cost.
 * Those that read every record are functions as well, for what needs no schema at all.
 */

/** A number, also when spelt as a string; null otherwise. */
export const toNumber = (value: unknown): number | null => {
  const read = typeof value === 'string' && value.trim() !== '' ? Number(value) : value;
  return typeof read === 'number' && Number.isFinite(read) ? read : null;
};
export const number = z.transform(toNumber);

/** A code; null for a number outside of GraphQL's Int (32 bits), in which codes are shown. */
export const toCode = (value: unknown): number | null => {
  const read = toNumber(value);
  return read !== null && (read | 0) === read ? read : null;
};
export const code = z.transform(toCode);

/**
 * Text, well-formed and without NUL: strict readers of GraphQL answers refuse a whole answer for half a character. `""`
 * counts as missing, as on every media URL. A number becomes its digits, unless it has lost some of them.
 */
export const toText = (value: unknown): string | null => {
  if (typeof value === 'number') return Number.isInteger(value) && !Number.isSafeInteger(value) ? null : String(value);
  const clean = typeof value === 'string' ? value.toWellFormed().replaceAll('\0', '') : '';
  return clean === '' ? null : clean;
};
export const text = z.transform(toText);

/** An id of the provider's, without outer blanks; null for a value that cannot be one. */
export const toId = (value: unknown): string | null => {
  const trimmed = toText(value)?.trim() ?? '';
  return /^[\w.:-]{1,128}$/.test(trimmed) ? trimmed : null;
};
export const id = z.transform(toId);

/** Names of files that a program makes out of a missing value: `None.mp3`, `/null`. No file has them. */
const NO_FILE = /\/(none|null|undefined|nan)(\.\w{1,5})?$/i;

/**
 * An absolute http(s) URL, raw blanks encoded (stem file names contain them) and `//host` read as https; null for
 * anything else, and for a link that cannot lead to a file.
 */
export const toUrl = (value: unknown): string | null => {
  const link = typeof value === 'string' && value.startsWith('//') ? `https:${value}` : value;
  const found = typeof link === 'string' && /^https?:\/\//i.test(link) ? URL.parse(link) : null;
  return found === null || NO_FILE.test(found.pathname) ? null : found.href;
};
export const url = z.transform(toUrl);

const timeOf = (spelt: string): number => {
  if (/^\d+$/.test(spelt)) return Number(spelt);
  const isZoneless = /^\d{4}-\d{2}-\d{2} \d{2}:\d{2}:\d{2}$/.test(spelt);
  return Date.parse(isZoneless ? `${spelt.replace(' ', 'T')}Z` : spelt);
};

/**
 * Whole epoch milliseconds from a number, a numeric string, an ISO instant or `YYYY-MM-DD HH:mm:ss` (read as UTC); else
 * null.
 */
export const toTime = (value: unknown): number | null => {
  const ms = typeof value === 'string' ? timeOf(value) : value;
  return typeof ms === 'number' && Math.abs(ms) <= 8.64e15 ? Math.round(ms) : null;
};
export const time = z.transform(toTime);

/** How often JSON may stand within the text of JSON. */
const MAX_UNWRAPPED = 3;

/** A value that may be JSON text: objects and lists were seen as texts, and as texts within texts. */
export const unwrapped = (value: unknown): unknown => {
  let current = value;
  for (let times = 0; times < MAX_UNWRAPPED; times += 1) {
    if (typeof current !== 'string' || !/^\s*["{[]/.test(current)) return current;
    const parsed = parseJson(current);
    if (parsed === undefined) return current;
    current = parsed;
  }
  return current;
};

/** An object with any keys. */
export const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** An object with any keys; null for anything else, so that a wrong container reads like a missing one. */
export const toRecord = (value: unknown): Readonly<Record<string, unknown>> | null => {
  const found = unwrapped(value);
  return isObject(found) ? found : null;
};
export const record = z.transform(toRecord);

/** Rows of a list, or the one row that stands in the place of a list; empty for anything else. */
export const rows = (value: unknown): readonly unknown[] => {
  const found = unwrapped(value);
  if (Array.isArray(found)) return found.map(unwrapped);
  return typeof found === 'object' && found !== null ? [found] : [];
};

/** The first item of what may be a list; anything else as it is. */
export const first = (value: unknown): unknown => {
  const found = unwrapped(value);
  return Array.isArray(found) ? found[0] : found;
};

/** The item of a list of one; anything else as it is. */
export const only = (value: unknown): unknown => {
  const found = unwrapped(value);
  return Array.isArray(found) && found.length === 1 ? unwrapped(found[0]) : found;
};

/** A field under the first of its names that has a value: names come in camelCase and snake_case. */
export const field = (fields: Readonly<Record<string, unknown>> | null, ...names: readonly string[]): unknown => {
  if (fields === null) return undefined;
  for (const name of names) {
    const value = fields[name];
    if (value !== undefined && value !== null && value !== '') return value;
  }
  return undefined;
};

/** The items that fit `item`; those that do not, and anything that is no array, read as absent. */
export const listOf = <T extends z.ZodType>(item: T) =>
  z.preprocess(
    (value) => (Array.isArray(value) ? value.filter((entry) => item.safeParse(entry).success) : []),
    z.array(item),
  );
