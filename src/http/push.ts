import type { Clock } from '../domain/ports/clock.ts';
import type { TaskChange } from '../domain/ports/task-store.ts';
import type { Task } from '../domain/tasks/lifecycle/task.ts';
import type { HttpMetrics } from '../telemetry/metrics.ts';
import type { Tracing } from '../telemetry/tracing.ts';
import type { OnSubscribe } from './graphql/engine.ts';

/** The source of a subscription's message: a task, or a change of a viewer's tasks. */
type Payload = Task | TaskChange;

const isPayload = (value: unknown): value is Payload =>
  typeof value === 'object' && value !== null && ('updatedAt' in value || 'task' in value);

/**
 * Reports of each message how long ago its change was saved. A change that was saved before the subscription began is
 * left out: its age says nothing about the gateway's speed.
 */
export const createPushObserver =
  (clock: Clock, metrics: Pick<HttpMetrics, 'pushed'>, tracing: Tracing | null): OnSubscribe =>
  () => {
    const startedAt = clock.now();
    const trace = tracing?.subscription();
    return (payload) => {
      if (!isPayload(payload)) return;
      const task = 'task' in payload ? payload.task : payload;
      if (task.updatedAt < startedAt) return;
      const delayMs = Math.max(clock.now() - task.updatedAt, 0);
      metrics.pushed(delayMs);
      trace?.({ task, delayMs });
    };
  };
