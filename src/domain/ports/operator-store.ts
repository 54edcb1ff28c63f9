import type { OperationName } from '../operations/index.ts';
import type { Check } from '../tasks/lifecycle/schedule.ts';
import type { Task, TaskStatus } from '../tasks/lifecycle/task.ts';
import type { EraseRequest, EraseStep, TaskRemoval } from './task-removal.ts';
import type { TimedNote } from './task-store.ts';

/** Which tasks the operator lists. Null: any value. */
export interface TaskSelection {
  readonly status: readonly TaskStatus[] | null;
  readonly operation: readonly OperationName[] | null;
  readonly viewer: string | null;
  /** Epoch milliseconds. */
  readonly createdAfter: number | null;
  readonly limit: number;
}

/** A task and when it is looked at next. */
export interface TaskEntry {
  readonly task: Task;
  readonly check: Check;
}

/** Everything that the store holds about one task. */
export interface TaskStory extends TaskEntry {
  /** What was done about it, oldest first. */
  readonly notes: readonly TimedNote[];
  readonly idempotencyKeys: readonly string[];
}

/** Callbacks with a good token for one task that the store does not have. Moments are epoch milliseconds. */
export interface UnknownCallback {
  readonly taskId: string;
  /** As the callbacks name it; null where they did not. */
  readonly upstreamTaskId: string | null;
  readonly firstAt: number;
  readonly lastAt: number;
  readonly count: number;
}

/** The tasks of all viewers, for the operator's tool. It works beside running gateways. */
export interface OperatorStore extends TaskRemoval {
  /** The newest first. */
  list(selection: TaskSelection): Promise<TaskEntry[]>;
  /** @param id the task's own id, or the provider's in upper or lower case. */
  show(id: string): Promise<TaskStory | null>;
  /** Replaces the check of a task: a gateway that uses the store looks at it when `check` is due. */
  setCheck(taskId: string, check: Check): Promise<void>;
  /** Deletes what is stored about a viewer, step by step. @throws StoreUnavailableError */
  erase(request: EraseRequest): Promise<EraseStep>;
  /** The unknown tasks that were told of last, the last first. */
  unknownCallbacks(): Promise<UnknownCallback[]>;
  /**
   * Writes a copy of the store as it is at one moment, in an epoch of its own.
   *
   * @param file is made, for its owner only. A file that exists is left alone.
   * @throws UnusableStoreError
   */
  backup(file: string): Promise<void>;
  /** Begins an epoch, after the store was restored in another way. No gateway may be running on it. */
  beginEpoch(): Promise<void>;
  close(): Promise<void>;
}
