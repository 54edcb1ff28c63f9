import { randomInt } from 'node:crypto';

/** A question, and what is known of it before it is executed. */
export interface Question {
  readonly viewer: string;
  readonly method: 'GET' | 'POST';
  /** The request as it was sent: the body of a POST, or the URL of a GET. */
  readonly request: Buffer;
  /** An integer of 32 bits. Equal for equal questions; few others have the same. */
  readonly hash: number;
}

/** Of this process: a client cannot make up questions with the hash of another one. */
const SEED = randomInt(0x1_0000_0000);

const rotate = (value: number, bits: number): number => (value << bits) | (value >>> (32 - bits));

/** One step of MurmurHash3 (32 bits). */
const add = (hash: number, word: number): number => {
  const mixed = Math.imul(rotate(Math.imul(word, 0xcc9e2d51), 15), 0x1b873593);
  return (Math.imul(rotate(hash ^ mixed, 13), 5) + 0xe6546b64) | 0;
};

/** Its last step: each bit has a part in all others. */
const finish = (hash: number): number => {
  const half = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  const whole = Math.imul(half ^ (half >>> 13), 0xc2b2ae35);
  return whole ^ (whole >>> 16);
};

/** By bytes: a text in their place would be copied twice, and get into V8's table of texts, for one lookup. */
const hashOf = (viewer: string, bytes: Buffer): number => {
  let hash = SEED;
  for (let at = 0; at < viewer.length; at += 1) hash = add(hash, viewer.charCodeAt(at));
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  const inWords = bytes.length - (bytes.length % 4);
  for (let at = 0; at < inWords; at += 4) hash = add(hash, view.getInt32(at, true));
  for (let at = inWords; at < bytes.length; at += 1) hash = add(hash, view.getUint8(at));
  return finish(hash ^ bytes.length);
};

/** @param request is not copied. */
export const questionOf = (viewer: string, method: Question['method'], request: Buffer): Question => ({
  viewer,
  method,
  request,
  hash: hashOf(viewer, request),
});
