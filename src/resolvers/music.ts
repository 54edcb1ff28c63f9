import type { OperationName } from '../domain/operations/index.ts';
import type { TrackRef } from '../domain/operations/operation.ts';
import { type Music, noMusic, type Track } from '../domain/outputs/music.ts';
import { isExpired, type Task } from '../domain/tasks/lifecycle/task.ts';
import type { RequestContext } from './context.ts';
import { isSeparation, type SeparationTask } from './separations.ts';

/**
 * A track, the task that made it, and both ids at the provider. The fields of the track are its own: what the graph shows as
 * it is needs no function that reads it, and a plan calls such a function with several objects made for it.
 */
export interface TrackOfTask extends Track, TrackRef {
  readonly task: Task;
}

export const musicOf = (task: Task): Music => (task.output.kind === 'music' ? task.output : noMusic);

/** The tracks reported so far. A task without the provider's id has none, for reports come under that id. */
export const tracksOf = (task: Task): TrackOfTask[] => {
  const { upstreamTaskId: taskId } = task;
  if (taskId === null) return [];
  return musicOf(task).tracks.map((track) => ({ ...track, task, taskId }));
};

/** A track of the viewer's by the id of its task; null when there is none. */
export const findTrack = async (
  { taskId, audioId }: { readonly taskId: string; readonly audioId: string },
  { loaders }: RequestContext,
): Promise<TrackOfTask | null> => {
  const task = await loaders.task.load(taskId);
  return (task && tracksOf(task).find((track) => track.audioId === audioId)) ?? null;
};

/** `url` as long as its file exists; null after the provider has deleted it. */
export const liveUrl = ({ task }: TrackOfTask, url: string | null, { clock }: RequestContext): string | null =>
  isExpired(task, clock.now()) ? null : url;

/** What the viewer made from a track, newest first. @param operation only tasks of these; null: all. */
export const derivedOf = async (
  { taskId, audioId }: TrackOfTask,
  first: number,
  operation: readonly OperationName[] | null,
  { loaders }: RequestContext,
): Promise<Task[]> => await loaders.byTrack.load({ track: { taskId, audioId }, first, operation });

/** The viewer's separations of a track, newest first. */
export const separationsOf = async (
  track: TrackOfTask,
  first: number,
  context: RequestContext,
): Promise<SeparationTask[]> => (await derivedOf(track, first, ['SEPARATE_VOCALS'], context)).filter(isSeparation);
