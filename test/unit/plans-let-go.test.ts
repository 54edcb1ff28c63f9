import { setImmediate as nextTurn } from 'node:timers/promises';
import { getVariableValues, parse } from 'graphql';
import { expect, test } from 'vitest';
import { createContextFactory } from '../../src/http/graphql/context.ts';
import { toPrepared } from '../../src/http/graphql/prepared-documents.ts';
import { RootOutcomes } from '../../src/http/graphql/root-outcomes.ts';
import { schema } from '../../src/schema/index.ts';
import { operationIn, planOf } from '../support/both-ways.ts';
import { aCaller } from '../support/caller.ts';
import { createTestGraph } from '../support/graph.ts';
import { agedBytes } from '../support/old-space.ts';
import { TASKS, taskId } from '../support/planned-tasks.ts';
import { aTask } from '../support/tasks.ts';

const graph = createTestGraph();

const tasks = {
  ...graph.tasks,
  async refresh() {
    await nextTurn();
    return TASKS[0] ?? aTask();
  },
  async getMany() {
    await nextTurn();
    return TASKS.slice(0, 1);
  },
};

test.each([
  ['a mutation', 'mutation($id: ID!) { refreshTask(id: $id) { task { id } } }'],
  ['a query', 'query($id: ID!) { task(id: $id) { id } }'],
])('what the plan of %s needed is let go of at once', async (_, text) => {
  const prepared = toPrepared(parse(text));
  const variables = { id: taskId(1) };
  const plan = await planOf(prepared, variables);
  const { kind, node } = operationIn(prepared);
  const createContext = createContextFactory({ ...graph.services, tasks });
  const execute = async () => {
    const { variableValues } = getVariableValues(schema, node.variableDefinitions ?? [], variables);
    if (variableValues === undefined) throw new Error('The variables are of another type.');
    return await plan?.(new RootOutcomes(variableValues), createContext(aCaller(), kind), variableValues.coerced);
  };
  expect(await execute()).toMatchObject({ data: {} });
  const executions = 10_000;
  const aged = await agedBytes(async () => {
    for (let begun = 0; begun < executions; begun += 50) await Promise.all(Array.from({ length: 50 }, execute));
  });
  expect(aged / executions).toBeLessThan(300);
});
