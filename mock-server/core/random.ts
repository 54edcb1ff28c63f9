/**
 * Values that look random are hashes of the seed and of their purpose, so that the same seed and the same calls give the
 * same ids, files and timings. Not cryptographic. Runs in browsers too.
 */

/** One 32-bit lane: FNV-1a over UTF-16 units, then a murmur-style finish so that near inputs land far apart. */
const lane = (text: string, salt: number): number => {
  let hash = 0x811c9dc5 ^ salt;
  for (let index = 0; index < text.length; index++) {
    hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193);
  }
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return (hash ^ (hash >>> 16)) >>> 0;
};

const join = (parts: readonly (string | number)[]): string => parts.join('\u0000');

/** 32 lower-case hex characters: the form of the provider's task ids. */
export const hex32 = (...parts: readonly (string | number)[]): string => {
  const text = join(parts);
  return [0x9e3779b9, 0x7f4a7c15, 0xf39cc060, 0x5cedc834]
    .map((salt) => lane(text, salt).toString(16).padStart(8, '0'))
    .join('');
};

/** A UUID of version 4 by its form: the provider's audio ids. */
export const uuid = (...parts: readonly (string | number)[]): string => {
  const hex = hex32(...parts);
  const variant = ((Number.parseInt(hex.charAt(16), 16) & 3) | 8).toString(16);
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-${variant}${hex.slice(17, 20)}-${hex.slice(20)}`;
};

/** A number in [0, 1). */
export const fraction = (...parts: readonly (string | number)[]): number => lane(join(parts), 0x2545f491) / 2 ** 32;
