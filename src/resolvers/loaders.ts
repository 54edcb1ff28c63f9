import DataLoader from 'dataloader';
import type { TrackRef } from '../domain/operations/operation.ts';
import type { Task } from '../domain/tasks/lifecycle/task.ts';
import type { TaskService } from '../domain/tasks/task-service.ts';

/** Reads that many fields of one answer ask for, gathered into one look at the store. */
export interface Loaders {
  /** A task of the viewer's by its id; null when there is none. */
  readonly task: DataLoader<string, Task | null>;
  /** The viewer's tasks that work on a track, newest first. */
  readonly byTrack: DataLoader<TrackRef, Task[]>;
}

/** They gather, and keep nothing: a subscription may live for hours, and each of its messages tells how things are. */
export const createLoaders = (viewer: string, tasks: TaskService): Loaders => ({
  task: new DataLoader((ids) => tasks.getMany(viewer, ids), { cache: false }),
  byTrack: new DataLoader((tracks) => tasks.listBySourceTrack(viewer, tracks), { cache: false }),
});
