import type { Clock } from '../../ports/clock.ts';
import type { Logger } from '../../ports/logger.ts';
import type { Note, TaskStore, TimedNote } from '../../ports/task-store.ts';

/**
 * Notes about polls that changed nothing. No request waits for them. They are written together, so that many of them
 * cost one flush to disk. Those that still wait are lost when the process is killed.
 */
export interface LateNotes {
  add(taskId: string, note: Note): void;
  /** Writes what is waiting. Never rejects: notes that cannot be written are logged. */
  flush(): Promise<void>;
}

export interface LateNotesDependencies {
  readonly store: Pick<TaskStore, 'addNote'>;
  readonly clock: Clock;
  readonly logger: Logger;
}

/** For how long notes wait for others, in milliseconds. */
const DELAY_MS = 200;

export const createLateNotes = ({ store, clock, logger }: LateNotesDependencies): LateNotes => {
  let waiting: { readonly taskId: string; readonly note: TimedNote }[] = [];

  const write = async (taskId: string, note: TimedNote): Promise<void> => {
    try {
      await store.addNote(taskId, note);
    } catch (error) {
      logger.warn({ taskId, err: error }, 'could not write a note');
    }
  };

  const flush = async (): Promise<void> => {
    const notes = waiting;
    waiting = [];
    // Asked for in one turn, so that they share one transaction.
    await Promise.all(notes.map(({ taskId, note }) => write(taskId, note)));
  };

  return {
    add(taskId, note) {
      if (waiting.length === 0) void clock.wait(DELAY_MS).then(flush);
      waiting.push({ taskId, note: { ...note, at: clock.now() } });
    },
    flush,
  };
};
