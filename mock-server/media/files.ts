import { isSameServer, pathOf } from '../core/addresses.ts';
import type { MediaFile, Task } from '../core/task.ts';
import type { Tasks } from '../core/tasks.ts';
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

/**
 * The file behind a URL, if it is one of the mock's own: under a name that the mock is reached by, either the one of
 * this call or the one that the file's task was bought at. The same path on another server is another file.
 */
export const ownFile = (tasks: Tasks, url: URL, origin: string): OwnFile | undefined => {
  const found = fileAt(tasks, pathOf(url));
  const names = [origin, found?.task?.origin ?? origin].flatMap((name) => URL.parse(name) ?? []);
  return names.some((name) => isSameServer(url, name)) ? found : undefined;
};
