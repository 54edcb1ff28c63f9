import type { GraphQLError } from 'graphql';
import { expect, test } from 'vitest';
import { createBoundsCheck, DEFAULT_BOUNDS } from '../../src/http/graphql/bounds.ts';
import { createContextFactory } from '../../src/http/graphql/context.ts';
import { createEngine } from '../../src/http/graphql/engine.ts';
import { createEnveloped } from '../../src/http/graphql/enveloped.ts';
import { createPrepare } from '../../src/http/graphql/prepare.ts';
import { schema } from '../../src/schema/index.ts';
import { plansOf } from '../support/both-ways.ts';
import { aCaller } from '../support/caller.ts';
import { createTestGraph } from '../support/graph.ts';

const createPreparation = () => {
  const boundsCheck = createBoundsCheck({ schema, bounds: DEFAULT_BOUNDS, introspection: true });
  const engine = createEngine({
    bounds: DEFAULT_BOUNDS,
    boundsCheck,
    suggestions: true,
    plans: plansOf(null),
    onSubscribe: () => () => undefined,
  });
  const parsed: string[] = [];
  const parse: typeof engine.parse = (source) => {
    parsed.push(typeof source === 'string' ? source : source.body);
    return engine.parse(source);
  };
  const prepare = createPrepare(
    createEnveloped(schema, { ...engine, parse }),
    createContextFactory(createTestGraph().services),
  );
  const codes = ({ errors }: { errors: readonly GraphQLError[] }) => errors.map(({ extensions }) => extensions['code']);
  return {
    parsed,
    async prepare(query: string, operationName?: string) {
      const prepared = prepare({ query, operationName, variables: undefined }, aCaller('anonymous'));
      return 'errors' in prepared ? codes(prepared) : prepared.operation;
    },
  };
};

test('a valid document is parsed once, and its operation is the same object each time', async () => {
  const { prepare, parsed } = createPreparation();
  const first = await prepare('query A { __typename } query B { __typename }', 'B');
  const second = await prepare('query A { __typename } query B { __typename }', 'B');
  expect(first).toMatchObject({ kind: 'query', node: { name: { value: 'B' } } });
  expect(second).toBe(first);
  expect(parsed).toHaveLength(1);
});

test.each([
  ['{ nothing }', 'GRAPHQL_VALIDATION_FAILED'],
  ['{ credits {', 'GRAPHQL_PARSE_FAILED'],
  ['query A { __typename } query B { __typename }', 'OPERATION_RESOLUTION_FAILURE'],
])('%s is not kept', async (query, code) => {
  const { prepare, parsed } = createPreparation();
  for (let i = 0; i < 3; i += 1) expect(await prepare(query)).toEqual([code]);
  expect(parsed).toHaveLength(3);
});
