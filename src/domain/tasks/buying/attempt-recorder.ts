import type { Logger } from '../../ports/logger.ts';
import type { Note } from '../../ports/task-store.ts';
import type { Task } from '../lifecycle/task.ts';
import type { TaskWriter } from '../lifecycle/task-writer.ts';

interface AttemptRecorderDependencies {
  readonly writer: TaskWriter;
  readonly logger: Logger;
}

/** Adds to what the operator can read about a task, in passing: not worth waiting for, and not worth a failure. */
export const createAttemptRecorder =
  ({ writer, logger }: AttemptRecorderDependencies) =>
  (task: Task, note: Note): void => {
    writer.addNote(task.id, note).catch((error: unknown) => {
      logger.warn({ taskId: task.id, err: error }, 'could not note an attempt');
    });
  };
