import { z } from 'zod';

/**
 * One reader per kind of setting. Messages follow a variable's name ("PORT must be …") and never repeat its value,
 * which may be a secret in the wrong place.
 */

/** `1/0`, `true/false`, `on/off`. */
export const flag = z
  .enum(['1', '0', 'true', 'false', 'on', 'off'], 'must be 1 or 0, true or false, on or off')
  .transform((value) => value === '1' || value === 'true' || value === 'on');

export const integer = (min: number, max: number) => {
  const message = `must be a whole number from ${min} to ${max}`;
  return z.string().regex(/^\d+$/, message).transform(Number).pipe(z.number().min(min, message).max(max, message));
};

/** Milliseconds, up to 30 days. */
export const milliseconds = integer(1, 2_592_000_000);

/** A text with something in it. */
export const words = z.string().refine((value) => value.trim() !== '', 'must not be blank');

/** An http(s) URL, without a slash at its end. */
export const httpUrl = words
  .refine(
    (value) => URL.canParse(value) && /^https?:$/.test(new URL(value).protocol),
    'must be an absolute http(s) URL',
  )
  .transform((value) => value.replace(/\/+$/, ''));

/** Comma-separated, blanks around items ignored. */
export const list = z.string().transform((value) =>
  value
    .split(',')
    .map((item) => item.trim())
    .filter((item) => item !== ''),
);

/** Comma-separated origins, e.g. `https://app.example.com,http://localhost:3000`. */
export const origins = list.refine(
  (items) => items.every((item) => URL.canParse(item) && new URL(item).origin === item),
  'must be origins (scheme, host and port only), separated by commas',
);

/** `20/10s`: so many in any window of that length; `ms`, `s` and `m` are understood. */
export const rate = z
  .string()
  .regex(/^[1-9]\d{0,5}\/[1-9]\d{0,5}(ms|s|m)$/, 'must look like 20/10s')
  .transform((value) => {
    const [, limit, length, unit] = /^(\d+)\/(\d+)(ms|s|m)$/.exec(value) ?? [];
    const unitMs = unit === 'm' ? 60_000 : unit === 's' ? 1_000 : 1;
    return { limit: Number(limit), windowMs: Number(length) * unitMs };
  });

/** `SEPARATE_VOCAL=10,SPLIT_STEM=50`: credits by name. */
export const prices = list
  .refine(
    (items) => items.every((item) => /^[A-Z_]+=\d+(\.\d+)?$/.test(item)),
    'must look like SEPARATE_VOCAL=10,SPLIT_STEM=50',
  )
  .transform(
    (items): Record<string, number> =>
      Object.fromEntries(items.map((item) => item.split('=')).map(([name, price]) => [name, Number(price)])),
  );

/** `alice:KEY,bob:KEY`; a key is the secret or `sha256:<hex>` of it. */
export const apiKeys = list
  .refine(
    (items) => items.length > 0 && items.every((item) => /^[^:]+:.+$/.test(item)),
    'must look like alice:KEY,bob:KEY',
  )
  .refine((items) => items.every((item) => !/:sha256:/.test(item) || /:sha256:[0-9a-f]{64}$/i.test(item)), {
    error: 'must have 64 hexadecimal digits after sha256:',
  })
  .transform((items) =>
    items.map((item) => {
      const colon = item.indexOf(':');
      return { viewer: item.slice(0, colon), key: item.slice(colon + 1) };
    }),
  );
