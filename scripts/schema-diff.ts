/**
 * `npm run schema:diff`: compares schema.graphql with that of the last release (the newest tag `v…`); before there is one,
 * with that of the commit at which this branch left origin/main or main. `--base` names another commit to begin from. Exit
 * code: 0 nothing breaks, or CHANGELOG.md says so, or there is nothing to compare with; 1 a breaking change is not named
 * under "Pending"; 2 `--base` is no commit.
 */
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { readOptions, refuseUsage } from './read-options.ts';
import { diffSchemas } from './schema-changes.ts';

const SCHEMA = 'schema.graphql';

const git = (...words: string[]): string =>
  execFileSync('git', words, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] });

const isCommit = (ref: string): boolean => {
  try {
    git('rev-parse', '--verify', '--quiet', `${ref}^{commit}`);
    return true;
  } catch {
    return false;
  }
};

/** The tags of releases on the way to this commit, the newest first; none where this is no clone. */
const releases = (): string[] =>
  isCommit('HEAD') ? git('tag', '--list', 'v*', '--merged', 'HEAD', '--sort=-version:refname').split('\n') : [];

const { values } = readOptions({ options: { base: { type: 'string' } } });
if (values.base !== undefined && !isCommit(values.base)) refuseUsage(`There is no commit ${values.base}: see --base.`);
const base = values.base ?? [...releases(), 'origin/main', 'main'].find(isCommit);
if (base === undefined) {
  console.log('There is no release, and neither origin/main nor main, to compare the schema with.');
  process.exit();
}
const mergeBase = git('merge-base', 'HEAD', base).trim();
const { unannounced, announced, dangerous } = diffSchemas(
  git('show', `${mergeBase}:${SCHEMA}`),
  readFileSync(SCHEMA, 'utf8'),
  readFileSync('CHANGELOG.md', 'utf8'),
);

const print = (title: string, lines: readonly string[]): void => {
  if (lines.length > 0) console.log([title, ...lines.map((line) => `  ${line}`)].join('\n'));
};
print('Breaking, and named in CHANGELOG.md:', announced);
print('Dangerous:', dangerous);
print('Breaking, and not named under "Pending" in CHANGELOG.md (in backticks):', unannounced);
if (unannounced.length > 0) process.exitCode = 1;
else console.log(`${SCHEMA} breaks nothing unannounced since ${mergeBase.slice(0, 8)} (${base}).`);
