import type { Clock } from '../../ports/clock.ts';
import type { TaskEvents } from '../../ports/task-events.ts';
import type { TaskStore } from '../../ports/task-store.ts';
import type { Timing } from '../lifecycle/schedule.ts';
import type { Task } from '../lifecycle/task.ts';

export interface AwaitDecisionDependencies {
  readonly store: TaskStore;
  readonly events: TaskEvents;
  readonly clock: Clock;
  readonly timing: Timing;
}

/** Waits until the purchase of a task, made by another caller, is decided; at most as long as a purchase can take. */
export type AwaitDecision = (task: Task) => Promise<Task>;

/** How often the store is read meanwhile: the purchase may be made by another node. Milliseconds. */
const READ_INTERVAL_MS = 250;

export const createAwaitDecision =
  ({ store, events, clock, timing }: AwaitDecisionDependencies): AwaitDecision =>
  async (task) => {
    const until = task.createdAt + timing.submissionLeaseMs;
    let current: Task = task;
    while (current.status === 'SUBMITTING' && clock.now() < until) {
      const changed = new AbortController();
      const unsubscribe = events.onTask(task.id, () => changed.abort());
      // Read after the subscription began, or a change in between would be missed.
      try {
        current = (await store.get(task.id)) ?? current;
        if (current.status === 'SUBMITTING') await clock.wait(READ_INTERVAL_MS, changed.signal);
      } finally {
        unsubscribe();
      }
    }
    return current;
  };
