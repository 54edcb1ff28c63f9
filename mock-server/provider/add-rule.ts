import type { Clock } from '../core/clock.ts';
import type { Tasks } from '../core/tasks.ts';
import { activeScenarios, parseUse } from '../scenarios/index.ts';
import { type Rule, type Rules, type RuleTarget, targetsOf } from '../scenarios/rules.ts';
import type { Lifecycle } from './lifecycle.ts';

/** A scenario as a person asks for it. */
export interface RuleRequest {
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

/** A rule that cannot be made, and why. */
export class BadRuleError extends RangeError {
  override readonly name = 'BadRuleError';
}

interface Parts {
  readonly rules: Rules;
  readonly clock: Clock;
  readonly tasks: Tasks;
  readonly lifecycle: Lifecycle;
}

/** Makes a rule. */
export const addRule = ({ rules, clock, tasks, lifecycle }: Parts, request: RuleRequest): Rule => {
  const use = parseUse(request.scenario);
  const { on = 'purchase', operation = null, taskId = null, times = null, forMs = null } = request;
  const [active] = activeScenarios([use]);
  if (active && !targetsOf(active.scenario).includes(on)) {
    throw new BadRuleError(`"${use.name}" follows a task from its purchase on; it cannot be about ${on} calls`);
  }
  const rule = { use, on, operation, taskId, left: times, until: forMs === null ? null : clock.now() + forMs };
  if (taskId === null || on !== 'purchase') return rules.add(rule);

  const task = tasks.get(taskId);
  if (!task) throw new BadRuleError(`there is no task ${taskId}`);
  if (active?.scenario.call) throw new BadRuleError(`"${use.name}" ends a call; say which calls of the task with "on"`);
  lifecycle.change(task, use);
  // The task carries it from now on, so the rule has done its work.
  return { ...rule, id: 'applied', left: 0 };
};
