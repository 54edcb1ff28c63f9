import type { MediaFile, Task } from '../core/task.ts';
import type { Tasks } from '../core/tasks.ts';
import { partFile } from './parts.ts';
import { SAMPLE_PATH, sampleFile } from './upload.ts';

/** A file of the mock's own, and the task whose song it plays; the sample is nobody's. */
export interface OwnFile {
  readonly file: MediaFile;
  readonly task: Task | null;
}

/** The file at a path; undefined where there is none. */
export const fileAt = (tasks: Tasks, path: string): OwnFile | undefined =>
  path === SAMPLE_PATH ? { file: sampleFile, task: null } : (tasks.file(path) ?? partFile(tasks, path));
