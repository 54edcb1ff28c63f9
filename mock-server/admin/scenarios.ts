import { z } from 'zod';
import { addRule, ruleRequest } from '../provider/add-rule.ts';
import { scenarios } from '../scenarios/index.ts';
import { RULE_TARGETS, rule, targetsOf } from '../scenarios/rules.ts';
import { SCENARIO_GROUPS } from '../scenarios/scenario.ts';
import { AdminError, type Route, route } from './route.ts';

const scenario = z.object({
  name: z.string(),
  group: z.enum(SCENARIO_GROUPS),
  about: z.string(),
  value: z.object({ means: z.string(), unit: z.enum(['ms', 's']).optional(), default: z.number() }).nullable(),
  on: z.array(z.enum(RULE_TARGETS)).describe('The calls that it can be about.'),
});

export const scenarioRoutes: readonly Route[] = [
  route({
    method: 'GET',
    path: '/scenarios',
    summary: 'Every scenario there is, and the rules in force',
    answer: z.object({ scenarios: z.array(scenario), rules: z.array(rule) }),
    run: ({ rules }) => ({
      json: {
        scenarios: scenarios.map((one) => ({
          name: one.name,
          group: one.group,
          about: one.about,
          value: one.value ?? null,
          on: targetsOf(one),
        })),
        rules: rules.all(),
      },
    }),
  }),
  route({
    method: 'POST',
    path: '/scenarios',
    summary: 'Make a rule: a scenario for all calls, one operation or one task, so many times or for so long',
    body: ruleRequest,
    answer: rule.extend({ id: z.string().nullable().describe('Null where a task took the scenario over at once.') }),
    run: (mock, { body }) => ({ json: addRule(mock, body) }),
  }),
  route({
    method: 'DELETE',
    path: '/scenarios',
    summary: 'End all rules',
    answer: z.object({ rules: z.array(rule) }),
    run: ({ rules }) => {
      rules.clear();
      return { json: { rules: [] } };
    },
  }),
  route({
    method: 'DELETE',
    path: '/scenarios/{ruleId}',
    summary: 'End one rule',
    answer: z.object({ ended: z.string() }),
    run: ({ rules }, { params }) => {
      const id = params['ruleId'] ?? '';
      if (!rules.remove(id)) throw new AdminError(`there is no rule ${id}`, 404, 'GET /__mock/scenarios lists them');
      return { json: { ended: id } };
    },
  }),
];
