import { type GraphQLInterfaceType, parse, validate } from 'graphql';
import { expect, it } from 'vitest';
import { createExampleOperations } from '../../src/schema/example-operations.ts';
import { schema } from '../../src/schema/index.ts';
import { createTestGraph } from '../support/graph.ts';

const SAMPLE = 'https://media.example.com/sample.mp3';
const examples = createExampleOperations(SAMPLE);

it.each(examples)('offers what the schema knows: $query', ({ query }) => {
  expect(validate(schema, parse(query))).toEqual([]);
});

it.each(examples)('fits its comments into the editor of a usual screen: $query', ({ query }) => {
  const comments = query.split('\n').filter((line) => line.startsWith('#'));
  expect(comments.filter((line) => line.length > 58)).toEqual([]);
});

it('shows what each task yields in the second tab, if it is not in the answer to the purchase', () => {
  const types = schema.getPossibleTypes(schema.getType('Task') as GraphQLInterfaceType).map(({ name }) => name);
  const atOnce = ['TimestampedLyricsTask', 'PersonaTask', 'StyleTask'];
  const shown = [...(examples[1]?.query ?? '').matchAll(/\.\.\. on (\w+)/g)].map(([, type]) => type);
  expect([...shown, ...atOnce].toSorted()).toEqual(types.toSorted());
});

it('begins with a purchase that works as it stands', async () => {
  const graph = createTestGraph();
  const [first] = examples;
  const { data } = await graph.tell(first?.query ?? '', JSON.parse(first?.variables ?? ''));
  expect(data).toMatchObject({ addVocals: { task: { status: 'PROCESSING' }, userErrors: [] } });
});
