import type { OperationName } from '../operations/index.ts';
import type { CallbackOutcome } from '../tasks/callbacks/callback-outcome.ts';

/** What happens to tasks, for counters. Listeners must not throw. */
export interface TaskMetrics {
  purchase(operation: OperationName, outcome: string): void;
  /** A post to a callback URL: what became of it. */
  callback(outcome: CallbackOutcome): void;
  poll(outcome: string): void;
  queueWait(ms: number): void;
}
