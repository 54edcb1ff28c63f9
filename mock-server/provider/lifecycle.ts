import type { Clock } from '../core/clock.ts';
import type { Delivery, NewDelivery } from '../core/delivery.ts';
import type { DeliveryQueue } from '../core/delivery-queue.ts';
import type { Events } from '../core/events.ts';
import type { JsonObject } from '../core/json.ts';
import type { Ledger } from '../core/ledger.ts';
import type { ScenarioUse, Stage, Task } from '../core/task.ts';
import type { Tasks } from '../core/tasks.ts';
import { operationOf } from '../operations/index.ts';
import { type FailureRequest, failedStage } from '../operations/operation.ts';
import { type ActiveScenario, activeScenarios } from '../scenarios/index.ts';
import type { CallbackDraft } from '../scenarios/scenario.ts';
import { hasOldCallbacks, jobCallback, postsRecord } from './jobs/callback.ts';
import type { Settings } from './settings.ts';
import { showTask } from './task-view.ts';

/**
 * How a task moves:
 *
 *   PENDING ──stage──▶ (state of the stage) ──…──▶ SUCCESS, or one of the failed states
 *                                                    │ its callback undeliverable
 *                                                    ▼
 *                                              CALLBACK_EXCEPTION (with the response it had)
 *
 * Each stage changes the record first and then queues its callbacks. A client that polls between the two sees what the
 * callback is about to say. A failed task keeps its state when its callback cannot be delivered, because that state
 * says more.
 */
export interface Lifecycle {
  /** Puts a new or loaded task on the clock. */
  start(task: Task): void;
  /** Gives an unfinished task another scenario. Stages that have happened stay as they were. */
  change(task: Task, use: ScenarioUse): void;
  /** The callback of a stage, with what scenarios make of it, ready to be queued. */
  draft(task: Task, stage: Stage, uses: readonly ActiveScenario[]): NewDelivery;
  /** All attempts to deliver a callback have failed. */
  undeliverable(delivery: Delivery): void;
}

export interface LifecycleParts {
  readonly clock: Clock;
  readonly events: Events;
  readonly ledger: Ledger;
  readonly settings: Settings;
  readonly tasks: Tasks;
  readonly deliveries: DeliveryQueue;
}

export const createLifecycle = ({ clock, events, ledger, settings, tasks, deliveries }: LifecycleParts): Lifecycle => {
  /** Cancels the timer of a task's next stage. A task that is dropped takes its entry with it. */
  const timers = new WeakMap<Task, () => void>();
  const announce = (task: Task): void => events.emit('task', { ...showTask(task), at: clock.now() });
  const isCurrent = (task: Task): boolean => tasks.get(task.id) === task;

  const draft = (
    task: Task,
    stage: Stage,
    uses: readonly ActiveScenario[],
    form: 'stage' | 'record' = 'stage',
  ): NewDelivery => {
    const { dialect } = settings;
    const operation = operationOf(task.operation);
    const link = (path: string): string => task.origin + path;
    const { timeScale } = settings;
    const say = (what: Stage): JsonObject =>
      form === 'record'
        ? jobCallback(task, what, { dialect, link, timeScale, now: clock.now() })
        : operation.callback(task, { stage: what, dialect, link });
    const context = {
      task,
      stage: stage.name,
      dialect,
      failure: () => say({ ...failedStage(operation, { request: task.request, dialect }), afterMs: stage.afterMs }),
    };
    let made: CallbackDraft = { body: say(stage), signing: 'right', ageS: 0 };
    for (const { scenario, value } of uses) made = scenario.callback?.(made, { ...context, value }) ?? made;
    return { taskId: task.id, stage: stage.name, url: task.callBackUrl, ...made };
  };

  const queueCallbacks = (task: Task, stage: Stage): void => {
    // Some operations can be bought without.
    if (task.callBackUrl === '') return;
    const forms = [
      hasOldCallbacks(task) ? ['stage' as const] : [],
      postsRecord(task, stage) ? ['record' as const] : [],
    ].flat();
    for (const form of forms) {
      const callback = draft(task, stage, activeScenarios(task.scenarios), form);
      for (const afterMs of stage.callbacksAfterMs) deliveries.queue(callback, afterMs * settings.timeScale);
    }
  };

  const enter = (task: Task, stage: Stage): void => {
    task.plan = task.plan.slice(1);
    if (stage.failure === null) task.reached = stage.name;
    task.failure = stage.failure;
    if (stage.state !== null) task.state = stage.state;
    if (task.plan.length === 0) task.completedAt = clock.now();
    task.history = [...task.history, { stage: stage.name, at: clock.now(), state: task.state }];
    // Jobs that failed for good were seen to be refunded, whatever their code.
    const isJobLost = task.api === 'jobs' && stage.failure !== null && task.plan.length === 0;
    if (stage.refund || isJobLost) ledger.refund(task.id);
    announce(task);
    queueCallbacks(task, stage);
    scheduleNext(task);
  };

  const scheduleNext = (task: Task): void => {
    timers.get(task)?.();
    const [stage] = task.plan;
    if (stage === undefined) return;
    const at = task.acceptedAt + stage.afterMs * settings.timeScale;
    const cancel = clock.after(at - clock.now(), `${stage.name} of ${task.id}`, () => {
      if (isCurrent(task)) enter(task, stage);
    });
    timers.set(task, cancel);
  };

  return {
    draft,
    start: (task) => {
      announce(task);
      scheduleNext(task);
    },
    change: (task, use) => {
      task.scenarios = [...task.scenarios, use];
      const { dialect } = settings;
      const operation = operationOf(task.operation);
      const fail = (how: FailureRequest) => failedStage(operation, { request: task.request, dialect }, how);
      for (const { scenario, value } of activeScenarios([use])) {
        task.plan = scenario.plan?.(task.plan, { value, dialect, fail }) ?? task.plan;
      }
      announce(task);
      scheduleNext(task);
    },
    undeliverable: ({ taskId, stage, url }) => {
      const task = tasks.get(taskId);
      // Only the last callback of a task that has ended well, and only at the address that the buyer named.
      if (!task || task.completedAt === null || task.failure !== null || stage !== task.reached) return;
      if (url !== task.callBackUrl) return;
      task.state = 'CALLBACK_EXCEPTION';
      announce(task);
    },
  };
};
