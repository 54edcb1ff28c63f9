import DataLoader from 'dataloader';
import type { TrackRef } from '../domain/operations/operation.ts';
import type { Task } from '../domain/tasks/lifecycle/task.ts';
import type { TaskService } from '../domain/tasks/task-service.ts';

/** Batches: reads of many fields of one response become one read of the store. */
export interface Loaders {
  /** A task of the viewer's by the domain's id; null when there is none. */
  readonly task: DataLoader<string, Task | null>;
  /** The viewer's tasks that work on a track, newest first. */
  readonly byTrack: DataLoader<TrackRef, Task[]>;
}

/** They batch but do not cache: a subscription may live for hours, and each of its messages must hold the current state. */
export const createLoaders = (viewer: string, tasks: TaskService): Loaders => ({
  task: new DataLoader((ids) => tasks.getMany(viewer, ids), { cache: false }),
  byTrack: new DataLoader((tracks) => tasks.listBySourceTrack(viewer, tracks), { cache: false }),
});
