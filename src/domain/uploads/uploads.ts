import { randomUUID } from 'node:crypto';
import type { z } from 'zod';
import type { InputRules } from '../operations/input-rules.ts';
import type { Clock } from '../ports/clock.ts';
import type { FileHost, HostedFile } from '../ports/file-host.ts';
import type { UsedUploads } from '../ports/used-uploads.ts';
import { RefusedError } from '../tasks/errors.ts';
import { inputRefusal } from '../tasks/lifecycle/refusal.ts';
import { HEAD_BYTES, isAsAnnounced, recogniseFormat } from './file-format.ts';
import { readHead, startingWith } from './read-head.ts';
import { createSingleUse } from './single-use.ts';
import { createTransferQuota, type TransferLimits } from './transfer-quota.ts';
import { UploadError } from './upload-error.ts';
import { createUploadInput, importFileInput } from './upload-input.ts';
import type { UploadGrant, UploadTokens } from './upload-tokens.ts';

/** An announced file: where to PUT it, and until when. */
export interface Upload {
  readonly id: string;
  readonly putUrl: string;
  /** Epoch milliseconds; the PUT has to begin before. */
  readonly expiresAt: number;
}

/** A viewer's file at the provider's host. */
export interface UploadedFile extends HostedFile {
  /** The file's name as the viewer gave it. */
  readonly fileName: string;
  /** Epoch milliseconds. The file exists until then, and maybe longer. */
  readonly expiresAt: number;
}

/** The bytes of an upload, as they arrive. */
export interface UploadBody {
  readonly token: string;
  /** The `Content-Length`; null if there is none. */
  readonly size: number | null;
  readonly content: AsyncIterable<Uint8Array>;
}

/** Files of viewers, for operations that work on an `uploadUrl`. The gateway passes them on and keeps none. */
export interface Uploads {
  /** @throws RefusedError */
  create(viewer: string, input: z.input<ReturnType<typeof createUploadInput>>): Upload;
  /** Makes the provider fetch a file by its URL. @throws RefusedError */
  import(viewer: string, input: z.input<ReturnType<typeof importFileInput>>): Promise<UploadedFile>;
  /**
   * Passes the bytes of an upload on to the host. Everything else is validated before the first byte is read.
   *
   * @throws UploadError or RefusedError: the host has no file, and the URL can be tried again while it is valid.
   */
  receive(body: UploadBody): Promise<UploadedFile>;
}

export interface UploadsDependencies {
  readonly host: FileHost;
  readonly tokens: UploadTokens;
  readonly used: UsedUploads;
  readonly clock: Clock;
  readonly rules: InputRules;
  readonly limits: UploadLimits;
  /** The URL to which a file is PUT. */
  readonly putUrl: (token: string) => string;
}

export interface UploadLimits extends TransferLimits {
  /** Of one file. */
  readonly maxBytes: number;
}

/** How long an upload URL is valid. */
const URL_LIFE_MS = 15 * 60_000;

/** The shortest time that a file exists. The provider's pages say 24 hours and 3 days (provider.md, 7.4). */
const FILE_LIFE_MS = 24 * 3_600_000;

/** @throws RefusedError */
const validated = <Schema extends z.ZodType>(schema: Schema, input: unknown): z.output<Schema> => {
  const { success, data, error } = schema.safeParse(input);
  if (!success) throw new RefusedError(error.issues.map(inputRefusal));
  return data;
};

/** The last segment of a URL's path, decoded if possible. */
const nameInUrl = (url: string): string => {
  const segment = new URL(url).pathname.split('/').at(-1) ?? '';
  try {
    return decodeURIComponent(segment);
  } catch {
    // A `%` that starts no escape sequence.
    return segment;
  }
};

/** A random file name. It contains nothing of the viewer: the file can be fetched by its name, without credentials. */
const freshName = (extension: string): string => `${randomUUID()}.${extension}`;

const extensionOf = (name: string): string | null => /\.(\w{1,5})$/.exec(name)?.[1]?.toLowerCase() ?? null;

export const createUploads = (dependencies: UploadsDependencies): Uploads => {
  const { host, tokens, clock, rules, limits, putUrl } = dependencies;
  const quota = createTransferQuota(limits);
  const singleUse = createSingleUse(dependencies.used, clock.now);
  const createInput = createUploadInput(limits.maxBytes);
  const importInput = importFileInput(rules);

  const uploaded = (file: HostedFile, fileName: string): UploadedFile => ({
    ...file,
    fileName,
    expiresAt: clock.now() + FILE_LIFE_MS,
  });

  /** @throws UploadError */
  const grantOf = (token: string, size: number | null): UploadGrant => {
    const grant = tokens.read(token);
    if (grant === null) throw new UploadError('UNKNOWN_UPLOAD', 'There is no such upload.');
    if (clock.now() >= grant.expiresAt) throw new UploadError('UPLOAD_EXPIRED', 'This upload URL has expired.');
    if (size === null) throw new UploadError('LENGTH_REQUIRED', 'The request must have a content-length.');
    if (size !== grant.size) {
      throw new UploadError(
        'SIZE_MISMATCH',
        `The file must have ${grant.size} bytes, as announced; these are ${size}.`,
      );
    }
    return grant;
  };

  const pass = async ({ contentType, size, fileName }: UploadGrant, bytes: AsyncIterable<Uint8Array>) => {
    const rest = bytes[Symbol.asyncIterator]();
    const head = await readHead(rest, HEAD_BYTES);
    const format = await recogniseFormat(head);
    if (format === null || !isAsAnnounced(format, contentType)) {
      throw new UploadError('UNSUPPORTED_TYPE', `The bytes are not ${contentType}.`);
    }
    const content = startingWith(head, rest);
    const stored = await host.store({
      name: freshName(format.extension),
      contentType: format.contentType,
      size,
      content,
    });
    return uploaded({ url: stored.url, size, contentType: format.contentType }, fileName);
  };

  return {
    create(viewer, input) {
      const file = validated(createInput, input);
      const grant = {
        ...file,
        id: randomUUID(),
        expiresAt: clock.now() + URL_LIFE_MS,
        viewerTag: tokens.viewerTag(viewer),
      };
      return { id: grant.id, putUrl: putUrl(tokens.issue(grant)), expiresAt: grant.expiresAt };
    },

    async import(viewer, input) {
      const { url, fileName } = validated(importInput, input);
      const release = quota.acquire(tokens.viewerTag(viewer));
      try {
        const name = fileName ?? nameInUrl(url);
        const extension = extensionOf(name) ?? extensionOf(nameInUrl(url));
        const file = await host.fetch(url, extension === null ? null : freshName(extension));
        return uploaded(file, name === '' ? nameInUrl(file.url) : name);
      } finally {
        release();
      }
    },

    async receive({ token, size, content }) {
      const grant = grantOf(token, size);
      const release = quota.acquire(grant.viewerTag);
      try {
        return await singleUse.run(grant, () => pass(grant, content));
      } finally {
        release();
      }
    },
  };
};
