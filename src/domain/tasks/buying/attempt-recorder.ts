import type { Logger } from '../../ports/logger.ts';
import type { Note } from '../../ports/task-store.ts';
import type { Task } from '../lifecycle/task.ts';
import type { TaskWriter } from '../lifecycle/task-writer.ts';

interface AttemptRecorderDependencies {
  readonly writer: TaskWriter;
  readonly logger: Logger;
}

/** Adds a note to a task. Nothing waits for it, and a failed write is only logged: a purchase must not depend on it. */
export const createAttemptRecorder =
  ({ writer, logger }: AttemptRecorderDependencies) =>
  (task: Task, note: Note): void => {
    writer.addNote(task.id, note).catch((error: unknown) => {
      logger.warn({ taskId: task.id, err: error }, 'could not note an attempt');
    });
  };
