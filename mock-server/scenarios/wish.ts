import type { Clock } from '../core/clock.ts';
import type { Tasks } from '../core/tasks.ts';
import type { Lifecycle } from '../provider/lifecycle.ts';
import { behaviours, parseUse } from './index.ts';
import { type Rule, type Rules, type RuleTarget, targetsOf } from './rules.ts';

/** A scenario as a person asks for it. */
export interface RuleWish {
  /** `name` or `name=number`. */
  readonly scenario: string;
  /** `purchase` unless told; only scenarios that end a call can be about another one. */
  readonly on?: RuleTarget | undefined;
  /** Only this operation. */
  readonly operation?: string | undefined;
  /** Only this task; a scenario about its future takes hold of it at once. */
  readonly taskId?: string | undefined;
  /** Ends by itself after so many matches. */
  readonly times?: number | undefined;
  /** Ends by itself after so many milliseconds of the mock's clock. */
  readonly forMs?: number | undefined;
}

/** A wish that cannot be granted, and why. */
export class BadWishError extends RangeError {
  override readonly name = 'BadWishError';
}

interface Parts {
  readonly rules: Rules;
  readonly clock: Clock;
  readonly tasks: Tasks;
  readonly lifecycle: Lifecycle;
}

/** Makes a rule of a wish. */
export const addRule = ({ rules, clock, tasks, lifecycle }: Parts, wish: RuleWish): Rule => {
  const use = parseUse(wish.scenario);
  const { on = 'purchase', operation = null, taskId = null, times = null, forMs = null } = wish;
  const [behaviour] = behaviours([use]);
  if (behaviour && !targetsOf(behaviour.scenario).includes(on)) {
    throw new BadWishError(`"${use.name}" follows a task from its purchase on; it cannot be about ${on} calls`);
  }
  const rule = { use, on, operation, taskId, left: times, until: forMs === null ? null : clock.now() + forMs };
  if (taskId === null || on !== 'purchase') return rules.add(rule);

  const task = tasks.get(taskId);
  if (!task) throw new BadWishError(`there is no task ${taskId}`);
  if (behaviour?.scenario.call)
    throw new BadWishError(`"${use.name}" ends a call; say which calls of the task with "on"`);
  lifecycle.change(task, use);
  // The task carries it from now on, so the rule has done its work.
  return { ...rule, id: 'applied', left: 0 };
};
