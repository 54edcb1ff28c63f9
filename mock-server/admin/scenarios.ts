import { z } from 'zod';
import { addRule } from '../provider/add-rule.ts';
import { scenarios } from '../scenarios/index.ts';
import { targetsOf } from '../scenarios/rules.ts';
import { AdminError, type Route, route } from './route.ts';
import * as shapes from './shapes.ts';

export const scenarioRoutes: readonly Route[] = [
  route({
    method: 'GET',
    path: '/scenarios',
    summary: 'Every scenario there is, and the rules in force',
    answer: z.object({ scenarios: z.array(shapes.scenario), rules: z.array(shapes.rule) }),
    run: ({ rules }) => ({
      json: {
        scenarios: scenarios.map((scenario) => ({
          name: scenario.name,
          group: scenario.group,
          about: scenario.about,
          value: scenario.value ?? null,
          on: targetsOf(scenario),
        })),
        rules: rules.all(),
      },
    }),
  }),
  route({
    method: 'POST',
    path: '/scenarios',
    summary: 'Let a scenario happen: to all, to one operation or task, for so many times or so long',
    body: shapes.ruleRequest,
    answer: shapes.rule,
    run: (mock, { body }) => ({ json: addRule(mock, body) }),
  }),
  route({
    method: 'DELETE',
    path: '/scenarios',
    summary: 'End all rules',
    answer: z.object({ rules: z.array(shapes.rule) }),
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
      if (!rules.remove(id)) throw new AdminError(`there is no rule ${id}; GET /__mock/scenarios lists them`, 404);
      return { json: { ended: id } };
    },
  }),
];
