import { parse, validate } from 'graphql';
import { expect, it } from 'vitest';
import { createExampleOperations } from '../../src/schema/example-operations.ts';
import { schema } from '../../src/schema/index.ts';
import { createTestGraph } from '../support/graph.ts';

const SAMPLE = 'https://media.example.com/sample.mp3';
const examples = createExampleOperations(SAMPLE);

it.each(examples)('offers what the schema knows: $query', ({ query }) => {
  expect(validate(schema, parse(query))).toEqual([]);
});

it('begins with a purchase that works as it stands', async () => {
  const graph = createTestGraph();
  const [first] = examples;
  const { data } = await graph.tell(first?.query ?? '', JSON.parse(first?.variables ?? ''));
  expect(data).toMatchObject({ addVocals: { task: { status: 'PROCESSING' }, userErrors: [] } });
});
