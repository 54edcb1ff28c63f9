import type { MediaFile, Task } from '../core/task.ts';
import type { Tasks } from '../core/tasks.ts';

/*
 * Files that no task has made: parts of its song that are linked to because a scenario wants more than there is. A stem
 * that the song has not is silence of the song's length.
 */

/** Where a part of a task's song can be fetched. */
export const partPath = (taskId: string, part: string): string =>
  `/media/part/${taskId}/${part.replaceAll(' ', '_')}.mp3`;

/** The part at a path; undefined for any other path. */
export const partFile = (tasks: Tasks, path: string): { readonly file: MediaFile; readonly task: Task } | undefined => {
  const [, taskId = '', part = ''] = /^\/media\/part\/(.+)\/([^/]+)\.mp3$/.exec(path) ?? [];
  const task = tasks.get(taskId);
  const song = task?.files[0]?.song;
  return task && song && { task, file: { path, part: part.replaceAll('_', ' '), availableAt: ['complete'], song } };
};

/** How long the song of a task lasts, in seconds. */
export const songSeconds = ({ files }: Task): number => files[0]?.song.seconds ?? 0;
