import type { Clock } from '../../ports/clock.ts';
import type { Logger } from '../../ports/logger.ts';
import type { PurchaseOutcome } from '../../ports/provider.ts';
import type { Note } from '../../ports/task-store.ts';
import { StoreUnavailableError } from '../errors.ts';
import type { Task } from '../lifecycle/task.ts';
import type { TaskWriter } from '../lifecycle/task-writer.ts';
import type { TrackedTask } from '../lifecycle/tracked-task.ts';
import { createAttemptRecorder } from './attempt-recorder.ts';

export interface OutcomeRecorderDependencies {
  readonly writer: TaskWriter;
  readonly clock: Clock;
  readonly logger: Logger;
}

/**
 * Saves the outcome of a purchase, and returns the task as it is then. Retries for as long as the store is unavailable.
 */
export type RecordOutcome = (tracked: TrackedTask, outcome: PurchaseOutcome) => Promise<Task>;

/** The pauses between two attempts to save, in milliseconds. */
const FIRST_PAUSE_MS = 50;
const LONGEST_PAUSE_MS = 1_000;

/** The detail of the operator's note: the provider's text, if there is one. */
const detailOf = (outcome: PurchaseOutcome): string | null => {
  if (outcome.kind === 'refused') return outcome.providerText ?? outcome.refusal.message;
  return 'reason' in outcome ? outcome.reason : null;
};

export const createOutcomeRecorder = (dependencies: OutcomeRecorderDependencies): RecordOutcome => {
  const { writer, clock, logger } = dependencies;
  const recordAttempt = createAttemptRecorder(dependencies);

  /** Logs an answer that came after a callback had bound the task; an answer with another id is an error. */
  const noteOvertaken = (task: Task, outcome: PurchaseOutcome, note: Note): void => {
    const isOther = outcome.kind === 'accepted' && outcome.upstreamTaskId !== task.upstreamTaskId;
    if (isOther) {
      const fields = { taskId: task.id, upstreamTaskId: outcome.upstreamTaskId };
      logger.error(fields, 'the provider answered with another task than its callback named');
    }
    recordAttempt(task, isOther ? { kind: 'purchase', outcome: 'quarantined', detail: outcome.upstreamTaskId } : note);
  };

  // A lost answer would cost money, so saving is retried until the store takes it.
  return async (tracked, outcome) => {
    const { task } = tracked;
    const detail = detailOf(outcome);
    if (outcome.kind === 'refused' && outcome.providerText) {
      const { code, upstreamCode } = outcome.refusal;
      logger.info({ taskId: task.id, code, upstreamCode, reason: detail }, 'the provider refused a purchase');
    }
    const note = { kind: 'purchase', outcome: outcome.kind, detail } as const;
    for (let pauseMs = FIRST_PAUSE_MS; ; pauseMs = Math.min(pauseMs * 2, LONGEST_PAUSE_MS)) {
      try {
        const applied = await writer.apply(tracked, [{ type: 'answered', outcome }], note);
        if (applied && !applied.changed) noteOvertaken(applied.task, outcome, note);
        return applied?.task ?? task;
      } catch (error) {
        if (!(error instanceof StoreUnavailableError)) throw error;
        const fields = { taskId: task.id, outcome: outcome.kind, err: error };
        logger.error(fields, "could not save the provider's answer yet");
        await clock.wait(pauseMs);
      }
    }
  };
};
