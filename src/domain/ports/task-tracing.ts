import type { Task } from '../tasks/lifecycle/task.ts';

/** Work on a task that is shown in the task's trace. */
export type TracedWork = 'purchase' | 'callback' | 'poll';

/**
 * Traces of tasks: a task keeps where the request that bought it stands in its trace, and later work on the task, in
 * whatever process, goes on there. Implementations must not throw.
 */
export interface TaskTracing {
  /** Where the work that runs now stands in its trace, as a W3C `traceparent`; null where nothing is traced. */
  current(): string | null;
  /**
   * Runs work on a task as a part of the task's trace.
   *
   * @param outcomeOf a word for the result, of a small number of words.
   */
  trace<Result>(
    work: TracedWork,
    task: Task,
    run: () => Promise<Result>,
    outcomeOf: (result: Result) => string,
  ): Promise<Result>;
}

/** Traces nothing. */
export const untraced: TaskTracing = { current: () => null, trace: (_work, _task, run) => run() };
