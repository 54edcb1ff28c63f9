import { createHmac, timingSafeEqual } from 'node:crypto';

const ID_BYTES = 16;
const MAC_BYTES = 32;
const FORM = /^[\w-]{64}$/;
/** A token within other text, such as a URL. */
const WITHIN = /(?<![\w-])[\w-]{64}(?![\w-])/g;

const toUuid = (id: Buffer): string =>
  id.toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');

/** A token within other text. */
export interface FoundToken {
  /** The task that it names. */
  readonly taskId: string;
  /** Whether it was made with one of the present secrets. */
  readonly isGenuine: boolean;
}

/** The unguessable part of each purchase's callback URL. */
export interface CallbackTokens {
  /** The token of a task; the same each time. Never store or log it. */
  issue(taskId: string): string;
  /** The task that a token was made for; null for one that this gateway did not make. */
  read(token: string): string | null;
  /**
   * The tokens within `text`, which the provider may have cut, encoded or hidden. A token that is not genuine may have been
   * made with a secret of the past, or be no token at all.
   */
  findAll(text: string): readonly FoundToken[];
}

/**
 * Tokens are the task's id and its MAC, so that a forged one is refused without a look into the store, and so that
 * no token is ever written down.
 *
 * @param secrets the first one signs, all are accepted: put a new one in front to change it without losing callbacks.
 */
export const createCallbackTokens = (secrets: readonly [string, ...string[]]): CallbackTokens => {
  const macOf = (secret: string, id: Buffer): Buffer =>
    createHmac('sha256', secret).update('callback').update(id).digest();

  const read = (token: string): string | null => {
    if (!FORM.test(token)) return null;
    const bytes = Buffer.from(token, 'base64url');
    if (bytes.length !== ID_BYTES + MAC_BYTES) return null;
    const id = bytes.subarray(0, ID_BYTES);
    const mac = bytes.subarray(ID_BYTES);
    if (!secrets.some((secret) => timingSafeEqual(macOf(secret, id), mac))) return null;
    return toUuid(id);
  };

  return {
    issue(taskId) {
      const id = Buffer.from(taskId.replaceAll('-', ''), 'hex');
      return Buffer.concat([id, macOf(secrets[0], id)]).toString('base64url');
    },
    read,
    findAll(text) {
      return [...text.matchAll(WITHIN)].map(([token]) => ({
        taskId: toUuid(Buffer.from(token, 'base64url').subarray(0, ID_BYTES)),
        isGenuine: read(token) !== null,
      }));
    },
  };
};
