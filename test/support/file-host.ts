import type { Clock } from '../../src/domain/ports/clock.ts';
import type { FileHost, HostedFile } from '../../src/domain/ports/file-host.ts';
import type { UsedUploads } from '../../src/domain/ports/used-uploads.ts';
import { createUploadTokens } from '../../src/domain/uploads/upload-tokens.ts';
import { createUploads, type UploadLimits } from '../../src/domain/uploads/uploads.ts';

/** A file as the host got it, whole. */
export interface StoredFile {
  readonly name: string;
  readonly contentType: string;
  readonly bytes: Buffer;
}

/** A host that keeps files in memory, and can be told to fail. */
export const createFakeFileHost = () => {
  const stored: StoredFile[] = [];
  const fetched: { url: string; name: string | null }[] = [];
  /** Runs before a file is taken, e.g. to wait or to throw. */
  const before: { call: () => Promise<void> } = { call: async () => undefined };
  const hosted = (name: string, size: number | null): HostedFile => ({
    url: `https://files.example.com/stemgate/${name}`,
    size,
    contentType: null,
  });
  const host: FileHost = {
    async store({ name, contentType, content }) {
      await before.call();
      const chunks: Uint8Array[] = [];
      for await (const chunk of content) chunks.push(chunk);
      const bytes = Buffer.concat(chunks);
      stored.push({ name, contentType, bytes });
      return hosted(name, bytes.length);
    },
    async fetch(url, name) {
      await before.call();
      fetched.push({ url, name });
      return hosted(name ?? 'made-up.mp3', null);
    },
    close: async () => undefined,
  };
  return { ...host, stored, fetched, before };
};

export type FakeFileHost = ReturnType<typeof createFakeFileHost>;

const SECRET = 'a secret of more than thirty-two characters';

export interface TestUploadsOptions {
  readonly clock: Clock;
  readonly host?: FileHost;
  readonly limits?: Partial<UploadLimits>;
  readonly putUrl?: (token: string) => string;
  /** Shared by nodes; by default one of its own. */
  readonly used?: UsedUploads;
}

/** The uploads that were used, in memory. */
const createUsedInMemory = (): UsedUploads => {
  const marks = new Set<string>();
  return {
    use: async (id) => !marks.has(id) && marks.add(id).has(id),
    free: async (id) => void marks.delete(id),
  };
};

/** Uploads to a fake host, by the rules of production. */
export const createTestUploads = ({
  clock,
  host = createFakeFileHost(),
  limits,
  putUrl,
  used = createUsedInMemory(),
}: TestUploadsOptions) =>
  createUploads({
    host,
    tokens: createUploadTokens([SECRET]),
    used,
    clock,
    rules: { allowPrivateUrls: false, models: 'any', ignoredUrlParameters: [], defaultModel: 'V5' },
    limits: { maxBytes: 10_000_000, total: 50, perViewer: 10, ...limits },
    putUrl: putUrl ?? ((token) => `https://gateway.example/uploads/${token}`),
  });
