import { z } from 'zod';

/**
 * Tolerant readers. The provider spells the same value as number or string, sends `""` for "none", and leaves keys
 * out; none of that is worth losing a paid result over. Each reader yields null for what it cannot use, never throws.
 */

/** A number, also when spelt as a string; null otherwise. */
export const number = z.preprocess((value) => {
  if (typeof value === 'string' && value.trim() !== '') value = Number(value);
  return typeof value === 'number' && Number.isFinite(value) ? value : null;
}, z.number().nullable());

/** A code; null for what no code can be. GraphQL's Int, in which codes are shown, has 32 bits. */
export const code = number.transform((value) => (value !== null && (value | 0) === value ? value : null));

/** Text; `""` counts as missing (quirk seen on every media URL). A number is kept as its digits. */
export const text = z.preprocess((value) => {
  if (typeof value === 'number') return String(value);
  return typeof value === 'string' && value !== '' ? value : null;
}, z.string().nullable());

/** An id of the provider's, blanks around it left out; null for what cannot be one. */
export const id = text.transform((value) => {
  const trimmed = value?.trim() ?? '';
  return /^[\w.:-]{1,128}$/.test(trimmed) ? trimmed : null;
});

/** An absolute http(s) URL, raw blanks encoded (stem file names contain them); null for anything else. */
export const url = z.preprocess((value) => {
  if (typeof value !== 'string' || !/^https?:\/\//i.test(value) || !URL.canParse(value)) return null;
  return new URL(value).href;
}, z.string().nullable());

/**
 * Whole epoch milliseconds from a number, a numeric string, an ISO instant or `YYYY-MM-DD HH:mm:ss` (read as UTC); else
 * null.
 */
export const time = z.preprocess((value) => {
  if (typeof value === 'string' && /^\d+$/.test(value)) value = Number(value);
  if (typeof value === 'string') {
    const zoneless = /^\d{4}-\d{2}-\d{2} \d{2}:\d{2}:\d{2}$/.test(value);
    value = Date.parse(zoneless ? `${value.replace(' ', 'T')}Z` : value);
  }
  return typeof value === 'number' && Math.abs(value) <= 8.64e15 ? Math.round(value) : null;
}, z.number().nullable());

/** An object with any keys; null for anything else, so that a wrong container reads like a missing one. */
export const record = z.preprocess(
  (value) => (typeof value === 'object' && value !== null && !Array.isArray(value) ? value : null),
  z.record(z.string(), z.unknown()).nullable(),
);

/** The items that fit `item`; those that do not, and anything that is no array, read as absent. */
export const listOf = <T extends z.ZodType>(item: T) =>
  z.preprocess(
    (value) => (Array.isArray(value) ? value.filter((entry) => item.safeParse(entry).success) : []),
    z.array(item),
  );
