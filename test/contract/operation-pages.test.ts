import { globSync, readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { describe, expect, it } from 'vitest';
import { OPERATION_NAMES } from '../../src/domain/operations/index.ts';
import { createTestGraph } from '../support/graph.ts';

/** The snippets of a page: each GraphQL text, and the variables that follow it. */
const snippetsOf = (page: string) =>
  [...page.matchAll(/```graphql\n(.*?)```\s*(?:```json\n(.*?)```)?/gs)].map(([, query = '', variables = '{}']) => ({
    query,
    variables,
  }));

const pages = globSync('docs/operations/*.md').map((file) => ({
  file,
  snippets: snippetsOf(readFileSync(file, 'utf8')),
}));

describe.each(pages)('$file', ({ snippets }) => {
  it('has a snippet', () => {
    expect(snippets).not.toEqual([]);
  });

  it.each(snippets)('has snippets that run: $query', async ({ query, variables }) => {
    const graph = createTestGraph();
    const { data, codes } = await graph.tell(query, JSON.parse(variables));
    expect(codes).toEqual([]);
    const [payload] = Object.values(data ?? {});
    expect(payload).toMatchObject({ userErrors: [], task: { id: expect.any(String) } });
    expect(graph.provider.attempts).toHaveLength(1);
  });
});

it('there is a page for every operation', () => {
  const spelt = pages.map(({ file }) => basename(file, '.md').replaceAll('-', '_').toUpperCase());
  expect(spelt.toSorted()).toEqual(OPERATION_NAMES.toSorted());
});
