import DataLoader from 'dataloader';
import type { OperationName } from '../domain/operations/index.ts';
import type { TrackRef } from '../domain/operations/operation.ts';
import type { MidiNote } from '../domain/outputs/midi.ts';
import type { PartKey } from '../domain/ports/task-store.ts';
import type { Task } from '../domain/tasks/lifecycle/task.ts';
import type { TaskService } from '../domain/tasks/task-service.ts';

/** Which tasks that work on a track are wanted. */
export interface DerivedRequest {
  readonly track: TrackRef;
  /** The most tasks. */
  readonly first: number;
  /** Only tasks of these; null: all. */
  readonly operation: readonly OperationName[] | null;
}

/** Requests that differ in nothing but the track are one read of the store. */
const sameRead = ({ first, operation }: DerivedRequest): string => JSON.stringify([first, operation]);

const loadByTrack = async (
  viewer: string,
  tasks: TaskService,
  requests: readonly DerivedRequest[],
): Promise<Task[][]> => {
  const found = new Map<DerivedRequest, Task[]>();
  const reads = [...Map.groupBy(requests, sameRead).values()].map(async (alike) => {
    const [{ first, operation } = { first: 0, operation: null }] = alike;
    const tracks = alike.map(({ track }) => track);
    const lists = await tasks.listBySourceTrack(viewer, tracks, first, operation);
    for (const [index, request] of alike.entries()) found.set(request, lists[index] ?? []);
  });
  await Promise.all(reads);
  return requests.map((request) => found.get(request) ?? []);
};

/** Batches: reads of many fields of one response become one read of the store. */
export interface Loaders {
  /** A task of the viewer's by the domain's id; null when there is none. */
  readonly task: DataLoader<string, Task | null>;
  /** The viewer's tasks that work on a track, newest first. */
  readonly byTrack: DataLoader<DerivedRequest, Task[]>;
  /** The notes of an instrument of a task that the viewer has read. */
  readonly notes: DataLoader<PartKey, MidiNote[]>;
}

/** They batch but do not cache: a subscription may live for hours, and each of its messages must hold the current state. */
export const createLoaders = (viewer: string, tasks: TaskService): Loaders => ({
  task: new DataLoader((ids) => tasks.getMany(viewer, ids), { cache: false }),
  notes: new DataLoader((keys) => tasks.notes(keys), { cache: false }),
  byTrack: new DataLoader((requests) => loadByTrack(viewer, tasks, requests), { cache: false }),
});
