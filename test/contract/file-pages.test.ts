import { globSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { createTestGraph } from '../support/graph.ts';

const pages = globSync('docs/files/*.md').map((file) => {
  const page = readFileSync(file, 'utf8');
  const [, query = '', variables = ''] = /```graphql\n(.*?)```\s*```json\n(.*?)```/s.exec(page) ?? [];
  return { file, query, variables };
});

describe.each(pages)('$file', ({ query, variables }) => {
  it('has a snippet that runs, and costs nothing', async () => {
    const graph = createTestGraph();
    const { data, codes } = await graph.tell(query, JSON.parse(variables));
    expect(codes).toEqual([]);
    const [payload] = Object.values(data ?? {});
    expect(payload).toMatchObject({ userErrors: [] });
    expect(Object.values(payload ?? {})).not.toContain(null);
    expect(graph.provider.attempts).toEqual([]);
  });
});

it('there is a page for each of the two', () => {
  expect(pages.map(({ file }) => file)).toEqual(['docs/files/create-upload.md', 'docs/files/import-file.md']);
});
