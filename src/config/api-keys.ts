import { createHash } from 'node:crypto';
import { list } from './readers.ts';

const DIGEST = /^sha256:([0-9a-f]{64})$/i;

/** SHA-256 of a secret in hexadecimal digits; `key` is the secret itself, or `sha256:` and these digits. */
const digestOf = (key: string): string =>
  DIGEST.exec(key)?.[1]?.toLowerCase() ?? createHash('sha256').update(key).digest('hex');

/** `alice:KEY,bob:KEY`; a key is the secret or `sha256:<hex>` of it. */
export const apiKeys = list
  .refine(
    (items) => items.length > 0 && items.every((item) => /^[^:]+:.+$/.test(item)),
    'must look like alice:KEY,bob:KEY',
  )
  .transform((items) =>
    items.map((item) => {
      const colon = item.indexOf(':');
      const key = item.slice(colon + 1);
      return { viewer: item.slice(0, colon), key, digest: digestOf(key) };
    }),
  )
  .refine((keys) => keys.every(({ key }) => !/^sha256:/i.test(key) || DIGEST.test(key)), {
    error: 'must have 64 hexadecimal digits after sha256:',
  })
  .refine((keys) => {
    const owners = new Map(keys.map(({ viewer, digest }) => [digest, viewer]));
    return keys.every(({ viewer, digest }) => owners.get(digest) === viewer);
  }, 'must not give one key to two viewers');
