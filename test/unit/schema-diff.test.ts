import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { diffSchemas } from '../../scripts/schema-changes.ts';
import { start } from '../support/processes.ts';
import { scratchFolder } from '../support/scene.ts';

const BEFORE = `
  directive @tag(name: String) on FIELD
  type Query { credits: Int! tasks(first: Int, after: String): [Task!]! }
  type Task { id: ID! }
  type Stem { id: ID! }
  enum Status { DONE FAILED }
  input Filter { status: Status }
`;

it.each([
  ['Query.credits', ['credits: Int! ', ''], 'Field Query.credits was removed.'],
  ['Query.credits', ['Int!', 'Int'], 'Field Query.credits changed type from Int! to Int.'],
  ['Query.tasks(after:)', [', after: String', ''], 'Argument Query.tasks(after:) was removed.'],
  ['Stem', ['type Stem { id: ID! }', ''], 'Stem was removed.'],
  ['Status.FAILED', ['DONE FAILED', 'DONE'], 'Enum value Status.FAILED was removed.'],
  ['Filter.viewer', ['status: Status', 'status: Status viewer: ID!'], 'A required field Filter.viewer was added.'],
  ['@tag(name:)', ['(name: String)', ''], 'Argument @tag(name:) was removed.'],
] as const)('a breaking change of %s is announced by its name under Pending', (coordinate, [from, to], sentence) => {
  const after = BEFORE.replace(from, to);
  const diff = (changelog: string) => diffSchemas(BEFORE, after, changelog);
  expect(diff('# Changelog\n')).toEqual({ unannounced: [sentence], announced: [], dangerous: [] });
  const named = `\n\n- \`${coordinate}\` is another now.\n`;
  const elsewhere = `## Pending\n\n- Nothing.\n\n## 0.1.0${named}`;
  expect(diff(elsewhere), 'an older version').toMatchObject({ unannounced: [sentence] });
  expect(diff(`## Pending\n\n- ${coordinate} in passing.\n`), 'no backticks').toMatchObject({
    unannounced: [sentence],
  });
  expect(diff(`# Changelog\n\n## Pending${named}\n## 0.1.0\n`)).toMatchObject({
    unannounced: [],
    announced: [sentence],
  });
});

it('what is new breaks nothing, and a new value of an enum is dangerous', () => {
  const after = BEFORE.replace('type Task { id: ID! }', 'type Task { id: ID! title: String }').replace(
    'DONE',
    'DONE NEW',
  );
  expect(diffSchemas(BEFORE, after, '')).toEqual({
    unannounced: [],
    announced: [],
    dangerous: ['Enum value Status.NEW was added.'],
  });
});

it('npm run schema:diff compares with where the branch left its base', async () => {
  await using folder = await scratchFolder();
  const write = (file: string, text: string): void => writeFileSync(join(folder.path, file), text);
  const git = (...words: string[]): void => {
    const who = ['-c', 'user.name=test', '-c', 'user.email=test@example.com', '-c', 'commit.gpgsign=false'];
    execFileSync('git', [...who, ...words], { cwd: folder.path, stdio: 'ignore' });
  };
  const run = async (...args: string[]) => {
    const { ended, output } = start({
      script: 'scripts/schema-diff.ts',
      args,
      env: {},
      cwd: folder.path,
    });
    const { code } = await ended;
    return { code, output: output() };
  };
  git('init', '--initial-branch=main');
  write('schema.graphql', BEFORE);
  write('CHANGELOG.md', '## Pending\n');
  git('add', '.');
  git('commit', '--message=first');
  git('switch', '--create', 'work');
  write('schema.graphql', BEFORE.replace('credits: Int! ', ''));
  git('commit', '--all', '--message=second');
  // What the base removed meanwhile is not this branch's change.
  git('switch', 'main');
  write('schema.graphql', BEFORE.replace('type Stem { id: ID! }', ''));
  git('commit', '--all', '--message=third');
  git('switch', 'work');

  expect(await run()).toEqual({ code: 1, output: expect.stringContaining('  Field Query.credits was removed.\n') });
  expect((await run()).output).not.toContain('Stem');
  write('CHANGELOG.md', '## Pending\n\n- `Query.credits` has gone.\n');
  expect(await run()).toEqual({ code: 0, output: expect.stringContaining('breaks nothing unannounced') });
  expect(await run('--base', 'nowhere')).toEqual({ code: 2, output: expect.stringContaining('no commit nowhere') });

  // From a release on, the last one counts.
  write('CHANGELOG.md', '## Pending\n');
  for (const tag of ['v0.9.0', 'v0.10.0']) git('tag', tag);
  expect(await run()).toEqual({ code: 0, output: expect.stringContaining('(v0.10.0)') });
  git('tag', '--delete', 'v0.10.0');
  git('tag', 'v0.10.0', 'main');
  expect(await run(), 'a release of another branch').toEqual({ code: 0, output: expect.stringContaining('(v0.9.0)') });
});

it('npm run schema:diff has nothing to say where there is nothing to compare with', async () => {
  await using folder = await scratchFolder();
  const { ended, output } = start({ script: 'scripts/schema-diff.ts', env: {}, cwd: folder.path });
  expect((await ended).code).toBe(0);
  expect(output()).toContain('There is no release');
});
