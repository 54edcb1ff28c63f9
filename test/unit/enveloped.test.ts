import { buildSchema, parse } from 'graphql';
import { expect, test } from 'vitest';
import { createBoundsCheck, DEFAULT_BOUNDS } from '../../src/http/graphql/bounds.ts';
import { createEngine } from '../../src/http/graphql/engine.ts';
import { createEnveloped } from '../../src/http/graphql/enveloped.ts';
import { plansOf } from '../support/both-ways.ts';

const schema = buildSchema('type Query { greeting: String }');
const engine = createEngine({
  bounds: DEFAULT_BOUNDS,
  boundsCheck: createBoundsCheck({ schema, bounds: DEFAULT_BOUNDS, introspection: true }),
  suggestions: true,
  plans: plansOf(null),
  onSubscribe: () => () => undefined,
});
const request = { schema, document: parse('{ greeting }'), rootValue: { greeting: 'hello' } };

test('without plugins, executions and subscriptions are the engine’s', async () => {
  const { execute, subscribe } = createEnveloped(schema, engine);
  expect(await execute(request)).toEqual({ data: { greeting: 'hello' } });
  expect(subscribe).toBe(engine.subscribe);
});

test('a plugin sees each execution and its result', async () => {
  const seen: unknown[] = [];
  const { execute } = createEnveloped(schema, engine, [
    {
      onExecute: ({ args }) => {
        seen.push(args.document);
        return { onExecuteDone: ({ result }) => void seen.push(result) };
      },
    },
  ]);
  expect(await execute(request)).toEqual({ data: { greeting: 'hello' } });
  expect(seen).toEqual([request.document, { data: { greeting: 'hello' } }]);
});

test('a plugin sees each subscription', async () => {
  const seen: unknown[] = [];
  const { subscribe } = createEnveloped(schema, engine, [{ onSubscribe: ({ args }) => void seen.push(args.document) }]);
  const document = parse('subscription { greeting }');
  await subscribe({ schema, document });
  expect(seen).toEqual([document]);
});
