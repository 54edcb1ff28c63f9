import { setImmediate as nextTurn } from 'node:timers/promises';
import { type ExecutionResult, executeSubscriptionEvent, GraphQLError, parse, validateSubscriptionArgs } from 'graphql';
import { describe, expect, test } from 'vitest';
import { createContextFactory } from '../../src/http/graphql/context.ts';
import { createMessageExecutor, type InterpretMessage } from '../../src/http/graphql/messages.ts';
import type { Plan, Plans } from '../../src/http/graphql/plans.ts';
import { findOperation, type PreparedDocument, toPrepared } from '../../src/http/graphql/prepared-documents.ts';
import { schema } from '../../src/schema/index.ts';
import { planOf, plansOf } from '../support/both-ways.ts';
import { aCaller } from '../support/caller.ts';
import { createTestGraph } from '../support/graph.ts';
import { agedBytes } from '../support/old-space.ts';
import { aTask } from '../support/tasks.ts';

const QUERY = `subscription($id: ID!, $long: Boolean = true) {
  taskUpdated(id: $id) { version status @skip(if: $long) ... on SeparationTask @include(if: $long) { stems { kind } } }
}`;

const requestOf = ({ document, operations }: PreparedDocument, viewer = 'alice', id = 'a') => {
  const operation = findOperation({ document, operations }, undefined);
  if (operation === undefined) throw new Error('no operation');
  const contextValue = createContextFactory(createTestGraph().services)(aCaller(viewer), operation.kind);
  return { schema, document, operation, contextValue, variableValues: { id } };
};

type Request = ReturnType<typeof requestOf>;

const validatedOf = (request: Parameters<InterpretMessage>[0]) => {
  const validated = validateSubscriptionArgs(request);
  if (!('operation' in validated)) throw validated[0];
  return validated;
};

const executeWith = (plans: Plans) => {
  const messagesOf = createMessageExecutor(plans, (request, rootValue) =>
    executeSubscriptionEvent({ ...validatedOf(request), rootValue }),
  );
  return (request: Request, payload: unknown) => messagesOf(request, validatedOf(request).variableValues)(payload);
};

describe('a message is executed', () => {
  const arrange = () => {
    let count = 0;
    const plan: Plan = () => {
      count += 1;
      return { data: { count } };
    };
    return executeWith(plansOf(plan));
  };

  test('once for equal subscribers, and for no others', () => {
    const execute = arrange();
    const prepared = toPrepared(parse(QUERY));
    const payload = aTask();
    const first = execute(requestOf(prepared), payload);
    expect(execute(requestOf(prepared), payload)).toBe(first);
    const others = [
      execute(requestOf(prepared, 'bob'), payload),
      execute(requestOf(prepared, 'alice', 'b'), payload),
      execute(requestOf(toPrepared(parse(QUERY))), payload),
      execute(requestOf(prepared), aTask()),
    ];
    expect([first, ...others]).toEqual([1, 2, 3, 4, 5].map((count) => ({ data: { count } })));
    expect(execute(requestOf(prepared), payload)).toBe(first);
  });

  test('again for a subscriber that reads later', async () => {
    const execute = arrange();
    const request = requestOf(toPrepared(parse(QUERY)));
    const payload = aTask();
    const first = execute(request, payload);
    await nextTurn();
    expect(execute(request, payload)).not.toEqual(first);
  });

  test('and let go of after the turn', async () => {
    const execute = arrange();
    const request = requestOf(toPrepared(parse(QUERY)));
    const turns = 5_000;
    const aged = await agedBytes(async () => {
      for (let turn = 0; turn < turns; turn += 1) {
        execute(request, { turn });
        execute(request, { turn });
        await nextTurn();
      }
    });
    expect(aged / turns).toBeLessThan(300);
  });

  test('by graphql-js where a plan meets an error', async () => {
    const plan: Plan = async () => ({ errors: [new GraphQLError('in other words')] });
    const request = requestOf(toPrepared(parse(QUERY)));
    const executed = executeWith(plansOf(plan))(request, aTask({ version: 0.5 }));
    expect(JSON.stringify(await executed)).toContain('Int cannot represent non-integer value: 0.5');
  });
});

test.each([
  ['a task', aTask()],
  ['a value that is not one', aTask({ version: Number.NaN })],
  ['nothing', null],
])('a plan says of %s what graphql-js says, byte for byte', async (_, payload) => {
  const prepared = toPrepared(parse(QUERY));
  const request = requestOf(prepared);
  const plan = await planOf(prepared, request.variableValues);
  const [interpreted, compiled] = [null, plan].map((found) => executeWith(plansOf(found))(request, payload));
  const text = (result: ExecutionResult | undefined) => JSON.stringify(result);
  expect(text(await compiled)).toBe(text(await interpreted));
});
