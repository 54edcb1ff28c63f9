/**
 * Whether a question was asked before, and notes that it was asked now.
 *
 * @param hash 32 bits.
 */
export type AskedBefore = (hash: number) => boolean;

const HASH_BITS = 32;
/** 128 KiB in all. */
const PLACE_BITS = 20;
const BITS_PER_BYTE = 8;

/** Several times as many as there are kept answers: a question that is asked in turn with others is known again. */
const MAX_QUESTIONS = 65_536;

/**
 * One bit for each question: a Bloom filter with one hash, as TinyLFU (Einziger et al., 2017) puts before a cache. Every new
 * question makes some others look as if they had been asked, at most one in sixteen; then all are forgotten.
 */
export const createAskedBefore = (): AskedBefore => {
  const bytes = new Uint8Array(2 ** PLACE_BITS / BITS_PER_BYTE);
  let questions = 0;

  return (hash) => {
    const place = hash >>> (HASH_BITS - PLACE_BITS);
    const index = Math.floor(place / BITS_PER_BYTE);
    const bit = 1 << (place % BITS_PER_BYTE);
    const byte = bytes[index] ?? 0;
    if ((byte & bit) !== 0) return true;
    if (questions === MAX_QUESTIONS) {
      bytes.fill(0);
      questions = 0;
    }
    bytes[index] = (bytes[index] ?? 0) | bit;
    questions += 1;
    return false;
  };
};
