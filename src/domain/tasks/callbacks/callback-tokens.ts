import { createHmac, timingSafeEqual } from 'node:crypto';
import { createBoundedCache } from '../../../bounded-cache.ts';

const ID_BYTES = 16;
const MAC_BYTES = 32;
const FORM = /^[\w-]{64}$/;

/**
 * Valid tokens whose tasks are remembered: those of the last purchases and callbacks, about 4 MB. A MAC takes as long as
 * all else that is done to find the task of a callback.
 */
const MAX_KNOWN = 10_000;

const toUuid = (id: Buffer): string => {
  const hex = id.toString('hex');
  const part = (from: number, to: number): string => hex.slice(from, to);
  return `${part(0, 8)}-${part(8, 12)}-${part(12, 16)}-${part(16, 20)}-${part(20, 32)}`;
};

/** The unguessable part of each purchase's callback URL. */
export interface CallbackTokens {
  /** The token of a task; the same each time. Never store or log it. */
  issue(taskId: string): string;
  /** The task that a token was made for; null for one that this gateway did not make. */
  read(token: string): string | null;
  /**
   * The task that the token in a callback URL names; null where the URL has none. `isSigned`: this gateway made the
   * token. Otherwise a secret of the past may have made it, or it is a coincidence.
   */
  namedBy(url: string): { readonly taskId: string; readonly isSigned: boolean } | null;
}

/**
 * Tells secrets apart where none may be stored: a MAC under the secret, from which the secret cannot be found. Another
 * label than that of tokens, so that it is no token's MAC.
 */
export const digestOfSecret = (secret: string): string =>
  createHmac('sha256', secret).update('secret of callbacks').digest('base64url');

/** The segments of a URL's path, decoded; empty for what is no URL. */
const segmentsOf = (url: string): string[] => {
  if (!URL.canParse(url)) return [];
  const decode = (octet: string): string => String.fromCharCode(Number.parseInt(octet.slice(1), 16));
  return new URL(url).pathname.replace(/%[\da-f]{2}/gi, decode).split('/');
};

/**
 * A token is the task's id and a MAC of it: a forged token is refused without a read of the store, and no token is
 * stored.
 *
 * @param secrets the first one signs, all are accepted. To rotate secrets without losing callbacks, add the new one in
 *   front.
 */
export const createCallbackTokens = (secrets: readonly [string, ...string[]]): CallbackTokens => {
  const macOf = (secret: string, id: Buffer): Buffer =>
    createHmac('sha256', secret).update('callback').update(id).digest();

  /** The tasks of valid tokens. */
  const known = createBoundedCache<string, string>(MAX_KNOWN);

  const read = (token: string): string | null => {
    const found = known.get(token);
    if (found !== undefined) return found;
    if (!FORM.test(token)) return null;
    const bytes = Buffer.from(token, 'base64url');
    if (bytes.length !== ID_BYTES + MAC_BYTES) return null;
    const id = bytes.subarray(0, ID_BYTES);
    const mac = bytes.subarray(ID_BYTES);
    if (!secrets.some((secret) => timingSafeEqual(macOf(secret, id), mac))) return null;
    const taskId = toUuid(id);
    known.set(token, taskId, 1);
    return taskId;
  };

  return {
    issue(taskId) {
      const id = Buffer.from(taskId.replaceAll('-', ''), 'hex');
      const token = Buffer.concat([id, macOf(secrets[0], id)]).toString('base64url');
      known.set(token, taskId, 1);
      return token;
    },
    read,
    namedBy(url) {
      // The last one: a path before ours may have a segment of the same form.
      const token = segmentsOf(url).findLast((segment) => FORM.test(segment));
      if (token === undefined) return null;
      const taskId = toUuid(Buffer.from(token, 'base64url').subarray(0, ID_BYTES));
      return { taskId, isSigned: read(token) !== null };
    },
  };
};
