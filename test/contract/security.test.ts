import { globSync, readFileSync } from 'node:fs';
import { expect, it } from 'vitest';

const TESTS = globSync('test/**/*.test.ts');

/** Rows of the tables, without their heads. */
const rows = readFileSync('docs/security.md', 'utf8')
  .split('\n')
  .filter((line) => line.startsWith('| '))
  .map((line) => line.slice(2, -2).split(' | '))
  .filter(([threat]) => threat !== 'threat');

it.each(rows)('%s: what docs/security.md names as its proof is a test that exists', (_threat, _answer, proof = '') => {
  const names = [...proof.matchAll(/`([^`]+)`/g)].map(([, name = '']) => name);
  const found = names.map((name) => TESTS.filter((file) => file === name || file.endsWith(`/${name}`)));
  expect(names.length > 0 || proof.startsWith('no test: '), `"${proof}" names none, nor says why`).toBe(true);
  expect(found.map((files) => files.length)).toEqual(names.map(() => 1));
});
