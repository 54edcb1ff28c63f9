import type { OperatorStore, TaskEntry, TaskSelection } from '../../src/domain/ports/operator-store.ts';
import type { TimedNote } from '../../src/domain/ports/task-store.ts';
import { HINTED_PAUSE_MS } from '../../src/domain/tasks/lifecycle/schedule.ts';
import type { Task } from '../../src/domain/tasks/lifecycle/task.ts';
import { globalIdOf, readGlobalId } from '../../src/resolvers/global-id.ts';

/** A task as the operator sees it. */
export interface Entry {
  /** As clients know it. */
  readonly id: string;
  readonly task: Task;
  /** When it is looked at next, in epoch milliseconds; null when it is not looked at any more. */
  readonly checkAt: number | null;
}

/** One task with its notes and keys. */
export interface Story extends Entry {
  readonly notes: readonly TimedNote[];
  readonly idempotencyKeys: readonly string[];
}

/** The tasks of all viewers, found by any id that the operator may have. */
export interface Journal {
  /** The newest first. */
  list(selection: TaskSelection): Promise<Entry[]>;
  /** By the id that clients know (a track's will do), the bare one that logs show, or the provider's. */
  show(id: string): Promise<Story | null>;
  /**
   * Makes the check of a task due at `now`, epoch milliseconds; a gateway that uses this store looks at it within a
   * second.
   */
  checkNow(taskId: string, now: number): Promise<void>;
}

const toEntry = ({ task, check }: TaskEntry): Entry => ({ id: globalIdOf(task), task, checkAt: check.at });

export const createJournal = (store: OperatorStore): Journal => ({
  async list(selection) {
    return (await store.list(selection)).map(toEntry);
  },

  async show(id) {
    const story = await store.show(readGlobalId(id)?.taskId ?? id);
    return story && { ...toEntry(story), notes: story.notes, idempotencyKeys: story.idempotencyKeys };
  },

  checkNow: (taskId, now) => store.setCheck(taskId, { at: now, pauseMs: HINTED_PAUSE_MS }),
});
