import type { OperationName } from '../operations/index.ts';
import type { Unheard, Verdict } from '../tasks/callbacks/callback-outcome.ts';

/** What happens to tasks, for counters. Listeners must not throw. */
export interface TaskMetrics {
  purchase(operation: OperationName, outcome: string): void;
  /** A post to a callback URL: what the listener made of it, or why it did not come so far. */
  callback(verdict: Verdict | Unheard): void;
  poll(outcome: string): void;
  queueWait(ms: number): void;
}
