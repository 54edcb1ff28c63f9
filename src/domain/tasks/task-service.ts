import type { OperationName } from '../operations/index.ts';
import { type TrackRef, trackKey } from '../operations/operation.ts';
import { decodeNotes, type MidiNote } from '../outputs/midi.ts';
import { midiFile } from '../outputs/midi-file.ts';
import type { Clock } from '../ports/clock.ts';
import type { PartKey, TaskChange, TaskFilter, TaskPage, TaskStore } from '../ports/task-store.ts';
import type { PurchaseRequest } from './buying/purchase-draft.ts';
import type { PurchaseResult, Purchases } from './buying/purchases.ts';
import { TaskNotFoundError } from './errors.ts';
import { isSettled } from './lifecycle/is-settled.ts';
import type { Task } from './lifecycle/task.ts';
import type { TrackedTask } from './lifecycle/tracked-task.ts';
import type { RecordPoller } from './polling/record-poller.ts';
import { createRefreshLimit } from './polling/refresh-limit.ts';
import type { Stream } from './reading/stream.ts';
import type { TaskHub } from './reading/task-hub.ts';
import { watchTask } from './reading/watch-task.ts';
import { watchViewer } from './reading/watch-viewer.ts';

/** Everything that a viewer can do with tasks. A task of another viewer is treated as one that does not exist. */
export interface TaskService {
  buy(request: PurchaseRequest): Promise<PurchaseResult>;
  /** In the order of `ids`, null where the viewer has no such task. */
  getMany(viewer: string, ids: readonly string[]): Promise<(Task | null)[]>;
  /**
   * For each track, the viewer's tasks that work on it, newest first, at most `first` of these operations (null: all).
   */
  listBySourceTrack(
    viewer: string,
    tracks: readonly TrackRef[],
    first: number,
    operation: readonly OperationName[] | null,
  ): Promise<Task[][]>;
  /** The notes of instruments (`PartKey.part`) of tasks that the viewer has read, in the order of `keys`. */
  notes(keys: readonly PartKey[]): Promise<MidiNote[][]>;
  /** The notes of a task of the viewer's as a Standard MIDI File; null where there is no such task, or it has none. */
  midiFile(viewer: string, id: string): Promise<Buffer | null>;
  /** Tasks before the position `after`; null: from the newest on. */
  list(viewer: string, filter: TaskFilter, first: number, after: number | null): Promise<TaskPage>;
  /** The sequence number of the viewer's latest change; 0 if there is none. Until the next change all reads are equal. */
  latestSequence(viewer: string): Promise<number>;
  /** Names the history of changes that sequence numbers are of: see `TaskStore.epoch`. */
  readonly epoch: string;
  /** Polls the task now, within the refresh limit of the viewer. @throws TaskNotFoundError */
  refresh(viewer: string, id: string): Promise<Task>;
  /**
   * The task as it is, then every later version, until it is finished; only versions above `afterVersion`.
   * @throws TaskNotFoundError
   */
  watchTask(viewer: string, id: string, afterVersion: number): Promise<Stream<Task>>;
  /**
   * Every change after the change numbered `after` (null: from now on), conflated to the newest state per task.
   *
   * @param epoch in which the number was given; null: not known.
   * @throws CursorAheadError
   */
  watchViewer(
    viewer: string,
    filter: TaskFilter,
    after: number | null,
    epoch?: string | null,
  ): Promise<Stream<TaskChange>>;
}

export interface TaskServiceDependencies {
  readonly store: TaskStore;
  readonly hub: TaskHub;
  readonly purchases: Purchases;
  readonly poller: RecordPoller;
  readonly clock: Clock;
}

/** Whether the provider can be asked about a task, and may have news of it. */
const isPollable = (task: Task): boolean => task.upstreamTaskId !== null && !isSettled(task);

export const createTaskService = (dependencies: TaskServiceDependencies): TaskService => {
  const { store, purchases, poller, clock } = dependencies;

  const refreshes = createRefreshLimit(clock);

  const readNotes = async (keys: readonly PartKey[]): Promise<MidiNote[][]> =>
    (await store.getParts(keys)).map((text) => (text === null ? [] : decodeNotes(text)));

  const owned = async (viewer: string, id: string): Promise<Task> => {
    const task = await store.get(id);
    if (task === null || task.viewer !== viewer) throw new TaskNotFoundError();
    return task;
  };

  /** The stored task, of which `copy` may be an older state. */
  const storedOf = async ({ task, revision }: TrackedTask): Promise<Task> =>
    (await store.getRevision(task.id)) === revision ? task : await owned(task.viewer, task.id);

  return {
    buy: (request) => purchases.buy(request),

    async getMany(viewer, ids) {
      const tasks = await store.getMany(ids);
      return tasks.map((task) => (task?.viewer === viewer ? task : null));
    },

    listBySourceTrack: (viewer, tracks, first, operation) =>
      store.listBySourceTrack(viewer, tracks.map(trackKey), first, operation),

    notes: readNotes,

    async midiFile(viewer, id) {
      const task = await store.get(id);
      const instruments = task?.viewer === viewer && task.output.kind === 'midi' ? task.output.instruments : null;
      if (instruments === null) return null;
      const notes = await readNotes(instruments.map((_instrument, part) => ({ taskId: id, part })));
      return midiFile(instruments.map(({ name }, index) => ({ name, notes: notes[index] ?? [] })));
    },

    list: (viewer, filter, first, after) => store.list(viewer, filter, first, after),

    latestSequence: (viewer) => store.latestSequence(viewer),

    epoch: store.epoch,

    async refresh(viewer, id) {
      const saved = store.saved.find(id);
      // A poll may begin with a copy: what is told in the end is the stored task.
      const tracked = saved?.task.viewer === viewer && isPollable(saved.task) ? saved : await store.getTracked(id);
      if (tracked === null || tracked.task.viewer !== viewer) throw new TaskNotFoundError();
      const { task } = tracked;
      if (!isPollable(task)) return task;
      // A client that asks too often gets the stored task.
      if (!refreshes.allows(task)) return tracked === saved ? await storedOf(tracked) : task;
      const result = await poller.poll(tracked, 'asked');
      return result.saved ? result.task : await storedOf(tracked);
    },

    watchTask: (viewer, id, afterVersion) => watchTask(dependencies, viewer, id, afterVersion),

    watchViewer: (viewer, filter, after, epoch = null) => watchViewer(dependencies, viewer, filter, after, epoch),
  };
};
