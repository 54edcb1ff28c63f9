import type { Prices } from '../operations/index.ts';
import type { InputRules } from '../operations/input-rules.ts';
import type { Clock } from '../ports/clock.ts';
import type { Logger } from '../ports/logger.ts';
import type { Provider } from '../ports/provider.ts';
import type { PurchaseRateLimiter, RateWindow } from '../ports/purchase-rate-limiter.ts';
import type { TaskEvents } from '../ports/task-events.ts';
import type { TaskMetrics } from '../ports/task-metrics.ts';
import type { TaskStore } from '../ports/task-store.ts';
import type { TaskTracing } from '../ports/task-tracing.ts';
import type { Budget } from './buying/budget.ts';
import { createPurchases, type Purchases } from './buying/purchases.ts';
import { type CallbackHandler, createCallbackHandler } from './callbacks/callback-handler.ts';
import type { CallbackTokens } from './callbacks/callback-tokens.ts';
import { createLateNotes, type LateNotes } from './lifecycle/late-notes.ts';
import type { Timing } from './lifecycle/schedule.ts';
import { createTaskWriter } from './lifecycle/task-writer.ts';
import type { Retention } from './lifecycle/transition.ts';
import { createReconciler, type Reconciler } from './polling/reconciler.ts';
import { createRecordPoller } from './polling/record-poller.ts';
import { createTaskHub, type TaskHub } from './reading/task-hub.ts';
import { createRecovery, type Recovery } from './recovery.ts';
import { createTaskService, type TaskService } from './task-service.ts';

/** An adapter for each port, and the operator's settings. */
export interface TaskDomainDependencies {
  readonly store: TaskStore;
  readonly events: TaskEvents;
  readonly provider: Provider;
  readonly rateLimiter: PurchaseRateLimiter;
  /** The rate's window, where the memory of this process keeps it; null where nodes share it. */
  readonly rateWindow: RateWindow | null;
  readonly tokens: CallbackTokens;
  /** The callback URL for a token. */
  readonly callbackUrl: (token: string) => string;
  readonly clock: Clock;
  /** A clock that is never set, for waits. */
  readonly steadyClock: Clock;
  readonly timing: Timing;
  readonly retention: Retention;
  readonly rules: InputRules;
  readonly prices: Prices;
  readonly budget: Budget;
  readonly metrics: TaskMetrics;
  readonly tracing: TaskTracing;
  readonly logger: Logger;
}

/** The entries to the domain: requests, callbacks, and the clock. All of them change tasks through one writer. */
export interface TaskDomain {
  readonly tasks: TaskService;
  readonly callbackHandler: CallbackHandler;
  readonly reconciler: Reconciler;
  readonly purchases: Purchases;
  readonly recovery: Recovery;
  readonly hub: TaskHub;
  readonly notes: LateNotes;
}

export const createTaskDomain = (dependencies: TaskDomainDependencies): TaskDomain => {
  const hub = createTaskHub(dependencies);
  const writer = createTaskWriter({ ...dependencies, hub });
  const notes = createLateNotes(dependencies);
  const poller = createRecordPoller({ ...dependencies, writer, notes });
  const purchases = createPurchases({ ...dependencies, hub, writer });
  const reconciler = createReconciler({ ...dependencies, writer, poller });
  const callbackHandler = createCallbackHandler({ ...dependencies, writer, wake: reconciler.wake });
  const tasks = createTaskService({ ...dependencies, hub, purchases, poller });
  const recovery = createRecovery({ ...dependencies, writer });
  return { tasks, callbackHandler, reconciler, purchases, recovery, hub, notes };
};
