import type { OperationName } from '../operations/index.ts';
import type { Check } from '../tasks/lifecycle/schedule.ts';
import type { Task, TaskStatus } from '../tasks/lifecycle/task.ts';
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

/** The tasks of all viewers, for the operator's tool. It works beside running gateways. */
export interface OperatorStore {
  /** The newest first. */
  list(selection: TaskSelection): Promise<TaskEntry[]>;
  /** @param id the task's own id, or the provider's in upper or lower case. */
  show(id: string): Promise<TaskStory | null>;
  /** Replaces the check of a task: a gateway that uses the store looks at it when `check` is due. */
  setCheck(taskId: string, check: Check): Promise<void>;
  close(): Promise<void>;
}
