import { createHmac, timingSafeEqual } from 'node:crypto';
import { z } from 'zod';

const upload = z.object({
  id: z.uuid(),
  /** Epoch milliseconds; the PUT has to begin before. */
  expiresAt: z.int(),
  fileName: z.string(),
  contentType: z.string(),
  /** Bytes. */
  size: z.int(),
  /** A digest in place of the viewer's name, which must not be readable in a URL. */
  viewerTag: z.string(),
});

/** The right to store one file, as `createUpload` described it. */
export type UploadGrant = Readonly<z.infer<typeof upload>>;

/** The signed part of upload URLs. */
export interface UploadTokens {
  issue(grant: UploadGrant): string;
  /** The grant of a token, also of one that has expired; null for a token that this gateway did not issue. */
  read(token: string): UploadGrant | null;
  /** A keyed digest of the viewer's name: equal for equal viewers, and not reversible. */
  viewerTag(viewer: string): string;
}

const TAG_CHARACTERS = 16;

/**
 * A token is the grant itself and its MAC: the gateway stores nothing for a URL before its use.
 *
 * @param secrets the first one signs, all are accepted.
 */
export const createUploadTokens = (secrets: readonly [string, ...string[]]): UploadTokens => {
  const macOf = (secret: string, purpose: 'upload' | 'viewer', text: string): Buffer =>
    createHmac('sha256', secret).update(`${purpose}:${text}`).digest();

  return {
    issue(grant) {
      const payload = Buffer.from(JSON.stringify(grant)).toString('base64url');
      return `${payload}.${macOf(secrets[0], 'upload', payload).toString('base64url')}`;
    },
    read(token) {
      const [, payload = '', mac = ''] = /^([\w-]+)\.([\w-]{43})$/.exec(token) ?? [];
      const given = Buffer.from(mac, 'base64url');
      const isOurs = (secret: string): boolean => {
        const own = macOf(secret, 'upload', payload);
        return own.length === given.length && timingSafeEqual(own, given);
      };
      if (payload === '' || !secrets.some(isOurs)) return null;
      const grant: unknown = JSON.parse(Buffer.from(payload, 'base64url').toString());
      // A gateway of another version may have issued it.
      return upload.safeParse(grant).data ?? null;
    },
    viewerTag: (viewer) => macOf(secrets[0], 'viewer', viewer).toString('base64url').slice(0, TAG_CHARACTERS),
  };
};
