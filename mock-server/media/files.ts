import { decoded, isSameServer, pathOf } from '../core/addresses.ts';
import type { HostedContent, HostedFiles } from '../core/hosted-files.ts';
import type { MediaFile, Task } from '../core/task.ts';
import type { Tasks } from '../core/tasks.ts';
import { HOSTED_PREFIX } from './hosted-prefix.ts';
import { partFile } from './parts.ts';
import { SAMPLE_PATH, sampleFile } from './upload.ts';

/** A file of the mock's own, and the task whose song it plays; null for the sample. */
export interface OwnFile {
  readonly file: MediaFile;
  readonly task: Task | null;
}

/** Whether the stage has come from which on a file exists. */
const exists = ({ file, task }: OwnFile): boolean =>
  !task || file.availableAt === undefined || (task.reached !== null && file.availableAt.includes(task.reached));

/** The file at a path; undefined where there is none, or none yet. */
export const fileAt = (tasks: Tasks, path: string): OwnFile | undefined => {
  const found = path === SAMPLE_PATH ? { file: sampleFile, task: null } : (tasks.file(path) ?? partFile(tasks, path));
  return found && exists(found) ? found : undefined;
};

/** The path of a URL below a base, decoded; null for a URL that is not below it. */
const pathBelow = (url: URL, base: URL): string | null => {
  const prefix = base.pathname.replace(/\/+$/, '');
  return isSameServer(url, base) && url.pathname.startsWith(`${prefix}/`)
    ? decoded(url.pathname.slice(prefix.length))
    : null;
};

/**
 * The file behind a URL, if it is one of the mock's own: below an address that the mock is reached by, either the one
 * of this call or the one that the file's task was bought at. The same path on another server is another file.
 */
export const ownFile = (tasks: Tasks, url: URL, origin: string): OwnFile | undefined => {
  const task = fileAt(tasks, pathOf(url))?.task;
  for (const address of [origin, task?.origin ?? origin]) {
    const base = URL.parse(address);
    const path = base && pathBelow(url, base);
    const found = path === null ? undefined : fileAt(tasks, path);
    if (found) return found;
  }
  return undefined;
};

/**
 * The hosted file behind a URL below the address that the mock is reached by; its content is null where it is gone.
 * Undefined for any other URL.
 */
export const hostedFile = (
  hosted: HostedFiles,
  url: URL,
  origin: string,
): { readonly content: HostedContent | null } | undefined => {
  const base = URL.parse(origin);
  const path = base && pathBelow(url, base);
  return path?.startsWith(HOSTED_PREFIX) ? { content: hosted.get(path) ?? null } : undefined;
};
