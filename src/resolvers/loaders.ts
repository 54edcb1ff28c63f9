import DataLoader from 'dataloader';
import { type TrackRef, trackKey } from '../domain/operations/operation.ts';
import type { Task } from '../domain/tasks/task.ts';
import type { TaskService } from '../domain/tasks/task-service.ts';

/** Reads that many fields of one operation ask for, each answered in one look at the store. */
export interface Loaders {
  /** A task of the viewer's by its id; null when there is none. */
  readonly task: DataLoader<string, Task | null>;
  /** The viewer's tasks that work on a track, newest first. */
  readonly separations: DataLoader<TrackRef, Task[], string>;
}

/** Loaders keep what they read: make new ones for each operation, and for each message of a subscription. */
export const createLoaders = (viewer: string, tasks: TaskService): Loaders => ({
  task: new DataLoader((ids) => tasks.getMany(viewer, ids)),
  separations: new DataLoader((tracks) => tasks.listBySourceTrack(viewer, tracks), { cacheKeyFn: trackKey }),
});
