import type { Clock } from '../ports/clock.ts';
import type { Logger } from '../ports/logger.ts';
import { addRemoved, NONE_REMOVED, type PruneRequest, type TaskRemoval } from '../ports/task-removal.ts';

/** Deletes what is older than the operator wants it kept. */
export interface Pruner {
  start(): void;
  /** Stops, and waits for the step in flight. */
  stop(): Promise<void>;
}

export interface PrunerDependencies {
  readonly store: TaskRemoval;
  readonly clock: Clock;
  readonly logger: Logger;
  /** How long a task is kept after its end, in milliseconds; null: for ever. */
  readonly keepMs: number | null;
  /** Called with the number of tasks after each step that deleted some. */
  readonly count: (tasks: number) => void;
}

/** The pause after the start, and between two passes, in milliseconds. */
const FIRST_PAUSE_MS = 60_000;
const PAUSE_MS = 3_600_000;

/** Tasks that one step looks at: on SQLite no request is answered during a step. */
const STEP = 20;
/** How many times as long as a step the pause after it takes: deleting takes a tenth of the time at most. */
const REST = 9;
const MIN_REST_MS = 20;
const MAX_REST_MS = 2_000;

export const createPruner = ({ store, clock, logger, keepMs, count }: PrunerDependencies): Pruner => {
  const stopping = new AbortController();
  let loop: Promise<void> | null = null;

  /** Goes through all tasks that have ended. Of several nodes, one does; the others try again an hour later. */
  const pass = async (before: number): Promise<void> => {
    let removed = NONE_REMOVED;
    let after: PruneRequest['after'] = null;
    try {
      do {
        const began = clock.now();
        const step = await store.prune({ before, after, limit: STEP });
        if (step === null) break;
        removed = addRemoved(removed, step.removed);
        if (step.removed.tasks > 0) count(step.removed.tasks);
        after = step.next;
        const restMs = Math.min(Math.max((clock.now() - began) * REST, MIN_REST_MS), MAX_REST_MS);
        if (after !== null) await clock.wait(restMs, stopping.signal);
      } while (after !== null && !stopping.signal.aborted);
    } finally {
      if (removed.tasks > 0)
        logger.info({ ...removed, before: new Date(before).toISOString() }, 'old tasks were deleted');
    }
  };

  const run = async (ms: number): Promise<void> => {
    await clock.wait(FIRST_PAUSE_MS, stopping.signal);
    while (!stopping.signal.aborted) {
      await pass(clock.now() - ms).catch((error: unknown) => logger.warn({ err: error }, 'could not delete old tasks'));
      await clock.wait(PAUSE_MS, stopping.signal);
    }
  };

  return {
    start() {
      if (keepMs !== null) loop ??= run(keepMs);
    },
    async stop() {
      stopping.abort();
      await loop;
    },
  };
};
