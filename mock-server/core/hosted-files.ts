import type { Clock } from './clock.ts';
import type { MediaFile } from './task.ts';

/** What a hosted file holds: the bytes that were sent, or a file of the mock's own that was fetched by its URL. */
export type HostedContent =
  | { readonly kind: 'bytes'; readonly bytes: Uint8Array<ArrayBuffer>; readonly contentType: string }
  | { readonly kind: 'own'; readonly file: MediaFile };

/** The files of the upload host. Bounded in bytes; the oldest go first. */
export interface HostedFiles {
  /** A file of the same path is replaced. */
  put(path: string, content: HostedContent): void;
  /** Undefined where there is none, or none any more. */
  get(path: string): HostedContent | undefined;
  /** How many files were taken since the start. */
  readonly count: number;
  clear(): void;
}

const MIB = 1024 * 1024;
const CAPACITY_BYTES = 256 * MIB;

const sizeOf = (content: HostedContent): number => (content.kind === 'bytes' ? content.bytes.length : 0);

/** @param livesMs for how long a file is kept, in milliseconds; asked each time. */
export const createHostedFiles = (clock: Clock, livesMs: () => number): HostedFiles => {
  const files = new Map<string, { readonly content: HostedContent; readonly at: number }>();
  let held = 0;
  let count = 0;

  const remove = (path: string): void => {
    const file = files.get(path);
    if (file && files.delete(path)) held -= sizeOf(file.content);
  };

  const expire = (): void => {
    for (const [path, { at }] of files) {
      if (held <= CAPACITY_BYTES && clock.now() - at < livesMs()) return;
      remove(path);
    }
  };

  return {
    put: (path, content) => {
      remove(path);
      files.set(path, { content, at: clock.now() });
      held += sizeOf(content);
      count += 1;
      expire();
    },
    get: (path) => {
      expire();
      return files.get(path)?.content;
    },
    get count() {
      return count;
    },
    clear: () => {
      files.clear();
      held = 0;
    },
  };
};
