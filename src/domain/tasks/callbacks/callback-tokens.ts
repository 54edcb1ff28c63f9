import { createHmac, timingSafeEqual } from 'node:crypto';

const ID_BYTES = 16;
const MAC_BYTES = 32;
const FORM = /^[\w-]{64}$/;
/** A token within other text, such as a URL. */
const WITHIN = /(?<![\w-])[\w-]{64}(?![\w-])/;

const toUuid = (id: Buffer): string =>
  id.toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');

/** The unguessable part of each purchase's callback URL. */
export interface CallbackTokens {
  /** The token of a task; the same each time. Never store or log it. */
  issue(taskId: string): string;
  /** The task that a token was made for; null for one that this gateway did not make. */
  read(token: string): string | null;
  /**
   * The task that the first token in `text` names; null when there is none. The token is not verified: the provider may
   * echo one that was made with a secret of the past.
   */
  claimedBy(text: string): string | null;
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

  return {
    issue(taskId) {
      const id = Buffer.from(taskId.replaceAll('-', ''), 'hex');
      return Buffer.concat([id, macOf(secrets[0], id)]).toString('base64url');
    },
    read(token) {
      if (!FORM.test(token)) return null;
      const bytes = Buffer.from(token, 'base64url');
      if (bytes.length !== ID_BYTES + MAC_BYTES) return null;
      const id = bytes.subarray(0, ID_BYTES);
      const mac = bytes.subarray(ID_BYTES);
      if (!secrets.some((secret) => timingSafeEqual(macOf(secret, id), mac))) return null;
      return toUuid(id);
    },
    claimedBy(text) {
      const [token] = WITHIN.exec(text) ?? [];
      return token === undefined ? null : toUuid(Buffer.from(token, 'base64url').subarray(0, ID_BYTES));
    },
  };
};
