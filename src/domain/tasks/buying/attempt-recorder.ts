import type { Clock } from '../../ports/clock.ts';
import type { Logger } from '../../ports/logger.ts';
import type { Note, TaskStore } from '../../ports/task-store.ts';
import type { Task } from '../lifecycle/task.ts';

interface AttemptRecorderDependencies {
  readonly store: TaskStore;
  readonly clock: Clock;
  readonly logger: Logger;
}

/** Adds to what the operator can read about a task, in passing: not worth waiting for, and not worth a failure. */
export const createAttemptRecorder =
  ({ store, clock, logger }: AttemptRecorderDependencies) =>
  (task: Task, note: Omit<Note, 'at'>): void => {
    store.annotate(task.id, { ...note, at: clock.now() }).catch((error: unknown) => {
      logger.warn({ taskId: task.id, err: error }, 'could not note an attempt');
    });
  };
