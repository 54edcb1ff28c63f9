import { isIP } from 'node:net';
import { z } from 'zod';
import { MAX_TIMER_MS } from '../system-clock.ts';

/*
 * One reader for each kind of setting. Messages follow the name of a variable ("PORT must be …"). They never repeat the
 * value: it may be a secret that was set in the wrong variable.
 */

/** `1/0`, `true/false`, `on/off`. */
export const flag = z
  .enum(['1', '0', 'true', 'false', 'on', 'off'], 'must be 1 or 0, true or false, on or off')
  .transform((value) => value === '1' || value === 'true' || value === 'on');

export const integer = (min: number, max: number) => {
  const message = `must be a whole number from ${min} to ${max}`;
  return z.string().regex(/^\d+$/, message).transform(Number).pipe(z.number().min(min, message).max(max, message));
};

/** Milliseconds, as long as a timer can wait. */
export const milliseconds = integer(1, MAX_TIMER_MS);

/** A text that is not blank. */
export const words = z.string().refine((value) => value.trim() !== '', 'must not be blank');

/** A value for an HTTP header. Other characters would fail at the first call, in an error that may show the value. */
export const headerValue = z.string().regex(/^[\x21-\x7e]+$/, 'must be visible ASCII characters, without blanks');

/** An IP address or a host name. A name that ends in a number is not one: URL parsers read it as an address. */
export const host = z
  .string()
  .refine(
    (value) => isIP(value) !== 0 || (/^[\w-]+(\.[\w-]+)*$/.test(value) && !/(^|\.)\d+$/.test(value)),
    'must be an IP address or the name of a host',
  );

/** An http(s) URL. */
export const httpUrl = z
  .string()
  .refine((value) => /^https?:\/\/\S+$/i.test(value) && URL.canParse(value), {
    error: 'must be an absolute http(s) URL',
    abort: true,
  })
  .refine((value) => {
    const { username, password } = new URL(value);
    return username === '' && password === '';
  }, 'must not carry credentials');

/** A URL to which paths are appended, without a slash at its end. */
export const baseUrl = httpUrl
  .refine((value) => !/[?#]/.test(value), 'must have no query and no fragment: paths are appended to it')
  .transform((value) => value.replace(/\/+$/, ''));

const isDecodable = (value: string): boolean => {
  try {
    decodeURIComponent(value);
    return true;
  } catch {
    return false;
  }
};

const isUrlOf = (form: RegExp, value: string): boolean => form.test(value) && URL.canParse(value) && isDecodable(value);

/** The URL of a proxy, which may carry credentials. SOCKS proxies are not supported. */
export const proxyUrl = z
  .string()
  .refine(
    (value) => isUrlOf(/^https?:\/\/\S+$/i, value),
    'must be the http(s) URL of a proxy, with credentials percent-encoded',
  );

/** `file:` and a path, or a `postgres://` URL, which may carry credentials. */
export const databaseUrl = z
  .string()
  .refine(
    (value) => /^file:.*\S/.test(value) || isUrlOf(/^postgres(ql)?:\/\/\S+$/, value),
    'must be file: and a path, or a postgres:// URL with credentials percent-encoded',
  );

/** A `redis://` URL, or `rediss://` for TLS; it may carry credentials. */
export const redisUrl = z
  .string()
  .refine(
    (value) => isUrlOf(/^rediss?:\/\/\S+$/, value),
    'must be a redis:// or rediss:// URL with credentials percent-encoded',
  );

/** A model of the provider's. */
export const modelName = z.string().regex(/^\w{1,32}$/, 'must be the name of a model');

/** Comma-separated, blanks around items ignored. */
export const list = z.string().transform((value) =>
  value
    .split(',')
    .map((item) => item.trim())
    .filter((item) => item !== ''),
);

/** `20/10s`: 20 in any window of 10 s. The units are `ms`, `s` and `m`. */
export const rate = z
  .string()
  .regex(/^[1-9]\d{0,5}\/[1-9]\d{0,5}(ms|s|m)$/, 'must look like 20/10s')
  .transform((value) => {
    const [, limit, length, unit] = /^(\d+)\/(\d+)(ms|s|m)$/.exec(value) ?? [];
    const unitMs = unit === 'm' ? 60_000 : unit === 's' ? 1_000 : 1;
    return { limit: Number(limit), windowMs: Number(length) * unitMs };
  });

/** `SEPARATE_VOCAL=10,SPLIT_STEM=50`: credits by name; only `names` are valid. */
export const prices = (names: readonly string[]) =>
  list
    .refine(
      (items) => items.every((item) => /^[A-Z_]+=\d+(\.\d+)?$/.test(item)),
      'must look like SEPARATE_VOCAL=10,SPLIT_STEM=50',
    )
    .transform(
      (items): Record<string, number> =>
        Object.fromEntries(items.map((item) => item.split('=')).map(([name, price]) => [name, Number(price)])),
    )
    .refine((given) => Object.keys(given).every((name) => names.includes(name)), {
      error: `may name no other prices than ${names.join(', ')}`,
    });
