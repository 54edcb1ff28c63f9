import { createHash } from 'node:crypto';
import { list } from './readers.ts';

const DIGEST = /^sha256:([0-9a-f]{64})$/i;

/** The hexadecimal SHA-256 of a key, which is the secret itself or already `sha256:` and its digest. */
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
      return { viewer: item.slice(0, colon), key: item.slice(colon + 1) };
    }),
  )
  .refine((keys) => keys.every(({ key }) => !/^sha256:/i.test(key) || DIGEST.test(key)), {
    error: 'must have 64 hexadecimal digits after sha256:',
  })
  .refine((keys) => {
    const owners = new Map(keys.map(({ viewer, key }) => [digestOf(key), viewer]));
    return keys.every(({ viewer, key }) => owners.get(digestOf(key)) === viewer);
  }, 'must not give one key to two viewers');
