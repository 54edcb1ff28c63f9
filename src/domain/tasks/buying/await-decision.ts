import type { Clock } from '../../ports/clock.ts';
import type { TaskStore } from '../../ports/task-store.ts';
import type { Timing } from '../lifecycle/schedule.ts';
import type { Task } from '../lifecycle/task.ts';
import type { TaskHub, TaskWatcher } from '../reading/task-hub.ts';

export interface AwaitDecisionDependencies {
  readonly store: TaskStore;
  readonly hub: TaskHub;
  readonly clock: Clock;
  readonly timing: Timing;
}

/** Waits until the purchase of a task, made by another caller, is decided; at most as long as a purchase can take. */
export type AwaitDecision = (task: Task) => Promise<Task>;

/**
 * Interval between reads of the store, in milliseconds: the purchase may be made by a process that is not on this bus.
 */
const READ_INTERVAL_MS = 250;

export const createAwaitDecision =
  ({ store, hub, clock, timing }: AwaitDecisionDependencies): AwaitDecision =>
  async (task) => {
    if (task.status !== 'SUBMITTING') return task;
    const until = task.createdAt + timing.submissionLeaseMs;
    let current: Task = task;
    const decided = new AbortController();
    const watcher: TaskWatcher = {
      changed(version) {
        if (version.version > current.version) current = version;
        if (current.status !== 'SUBMITTING') decided.abort('decided');
      },
    };
    await hub.watchTask(task.viewer, task.id, watcher);
    try {
      while (!decided.signal.aborted && clock.now() < until) {
        // Read only when the subscription is active: a change between the two would be missed otherwise.
        watcher.changed((await store.get(task.id)) ?? current);
        await clock.wait(READ_INTERVAL_MS, decided.signal);
      }
    } finally {
      hub.unwatchTask(task.viewer, task.id, watcher);
    }
    return current;
  };
