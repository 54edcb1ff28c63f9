import { z } from 'zod';
import { type Clock, LONGEST_WAIT_MS } from '../core/clock.ts';
import type { Tasks } from '../core/tasks.ts';
import { operationNames } from '../operations/index.ts';
import { activeScenarios, parseUse } from '../scenarios/index.ts';
import { RULE_TARGETS, type Rule, type Rules, targetsOf } from '../scenarios/rules.ts';
import type { Lifecycle } from './lifecycle.ts';

/** A rule as a caller asks for it. */
export const ruleRequest = z.strictObject({
  scenario: z.string().describe('`name`, or `name=number` where it takes a number.'),
  on: z.enum(RULE_TARGETS).default('purchase'),
  operation: z.enum(operationNames).optional(),
  taskId: z.string().optional().describe('Only this task; a scenario about its future takes hold at once.'),
  times: z.int().min(1).optional().describe('Ends by itself after so many matches.'),
  forMs: z.int().min(1).max(LONGEST_WAIT_MS).optional().describe('Ends by itself after so much time.'),
});
export type RuleRequest = Readonly<z.input<typeof ruleRequest>>;

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

/** A rule as it was made. One that a task took over at once has no id: there is nothing left to end. */
export type AddedRule = Omit<Rule, 'id'> & { readonly id: string | null };

/**
 * Makes a rule.
 *
 * @throws BadRuleError where it could have no effect
 */
export const addRule = ({ rules, clock, tasks, lifecycle }: Parts, request: RuleRequest): AddedRule => {
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
  if (task.plan.length === 0 && !active?.scenario.record && !active?.scenario.media) {
    throw new BadRuleError(`task ${taskId} has no stage left that "${use.name}" could change`);
  }
  lifecycle.change(task, use);
  return { ...rule, id: null, left: 0 };
};
