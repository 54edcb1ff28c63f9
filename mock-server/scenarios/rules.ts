import { z } from 'zod';
import type { Clock } from '../core/clock.ts';
import type { Events } from '../core/events.ts';
import { count, epochMs } from '../core/schemas.ts';
import { scenarioUse } from '../core/task.ts';
import { type ActiveScenario, activeScenarios } from './index.ts';
import type { Scenario } from './scenario.ts';

/** The calls a rule can be about. Scenarios that follow a task through its life are chosen when it is bought. */
export const RULE_TARGETS = ['purchase', 'record', 'credits', 'download-url', 'upload', 'media'] as const;
export type RuleTarget = (typeof RULE_TARGETS)[number];

/**
 * The calls that a scenario can be about: calls that it ends or holds back, files that it spoils, and purchases, whose
 * tasks then keep it.
 */
export const targetsOf = ({ group, call }: Scenario): readonly RuleTarget[] => {
  if (!call || call.afterFirstCallback) return group === 'media' ? ['purchase', 'media'] : ['purchase'];
  if (call.about === 'purchase') return ['purchase'];
  return call.about === 'json' ? RULE_TARGETS.filter((target) => target !== 'media') : RULE_TARGETS;
};

/** Which calls or tasks get a scenario, and for how long. */
export const rule = z.object({
  id: z.string(),
  use: scenarioUse,
  on: z.enum(RULE_TARGETS),
  operation: z.string().nullable().describe('Only purchases or records of this operation; null for all.'),
  taskId: z.string().nullable().describe('Only this task; null for all.'),
  left: count.nullable().describe('Calls or tasks left before the rule ends by itself; null for no end.'),
  until: epochMs.nullable().describe('When it ends by itself; null for no end.'),
});
type RuleData = z.infer<typeof rule>;
export type Rule = Readonly<Omit<RuleData, 'left'>> & Pick<RuleData, 'left'>;

export interface MatchedCall {
  readonly on: RuleTarget;
  readonly operation?: string | undefined;
  readonly taskId?: string | undefined;
}

export interface Rules {
  add(rule: Omit<Rule, 'id'>): Rule;
  /** Those still in force. */
  all(): readonly Rule[];
  /** The scenarios that wait for a call like this. Nothing is counted yet: the call may be refused for another reason. */
  match(call: MatchedCall): readonly ActiveScenario[];
  /**
   * Counts a scenario against its rule, at the moment at which it happens. False when the rule has ended meanwhile, and
   * the scenario must not happen; always true for a scenario without a rule.
   */
  claim(use: ActiveScenario): boolean;
  /** Answers whether there was one. */
  remove(id: string): boolean;
  load(rules: readonly Rule[]): void;
  clear(): void;
}

export const createRules = (clock: Clock, events: Events): Rules => {
  let rules: Rule[] = [];
  let made = 0;

  const inForce = (): Rule[] => {
    rules = rules.filter(
      (rule) => (rule.left === null || rule.left > 0) && (rule.until === null || clock.now() < rule.until),
    );
    return rules;
  };
  const announce = (): void => events.emit('scenarios', inForce());

  return {
    add: (rule) => {
      const added = { ...rule, id: `rule-${++made}` };
      rules.push(added);
      announce();
      return added;
    },
    all: () => inForce().map((rule) => ({ ...rule })),
    match: ({ on, operation, taskId }) => {
      const matched = inForce().filter(
        (rule) =>
          rule.on === on &&
          (rule.operation === null || rule.operation === operation) &&
          (rule.taskId === null || rule.taskId === taskId),
      );
      return matched.flatMap((rule) => activeScenarios([rule.use]).map((active) => ({ ...active, ruleId: rule.id })));
    },
    claim: ({ ruleId }) => {
      if (ruleId === undefined) return true;
      const rule = inForce().find(({ id }) => id === ruleId);
      if (rule === undefined) return false;
      if (rule.left !== null) {
        rule.left--;
        announce();
      }
      return true;
    },
    remove: (id) => {
      const before = rules.length;
      rules = rules.filter((rule) => rule.id !== id);
      announce();
      return rules.length < before;
    },
    load: (loaded) => {
      rules = loaded.map((rule) => ({ ...rule }));
      made = loaded.reduce((most, { id }) => Math.max(most, Number(id.split('-').at(-1))), made);
      announce();
    },
    clear: () => {
      rules = [];
      announce();
    },
  };
};
