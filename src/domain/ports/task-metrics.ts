import type { OperationName } from '../operations/index.ts';
import type { CallbackOutcome } from '../tasks/callbacks/callback-outcome.ts';
import type { RefusalCode } from '../tasks/lifecycle/refusal.ts';

/** What happens to tasks, for counters and for the operator. Implementations must not throw. */
export interface TaskMetrics {
  /** An attempt to buy, with its outcome. */
  purchase(operation: OperationName, outcome: string): void;
  /** A purchase that a caller was refused, by the provider or by this gateway. */
  refusal(code: RefusalCode): void;
  /** A post to a callback URL, with its outcome. */
  callback(outcome: CallbackOutcome): void;
  /** A poll, with its outcome, and whether a callback had it made. */
  poll(outcome: string, hinted: boolean): void;
  /** How long a purchase waited for its turn, in milliseconds. */
  queueWait(ms: number): void;
}
