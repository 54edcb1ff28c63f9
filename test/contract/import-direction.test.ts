import { globSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { RULES } from '../support/import-rules.ts';
import { brokenRules, type ImportRules } from '../support/imports.ts';

describe('imports', () => {
  it.each(['src', 'mock-server', 'examples', 'scripts', 'bench'])('point inwards in %s', (place) => {
    const files = globSync(`${place}/**/*.ts`, { exclude: ['**/node_modules/**'] });
    expect(files).not.toEqual([]);
    expect(files.flatMap((file) => brokenRules(file, readFileSync(file, 'utf8'), RULES))).toEqual([]);
  });

  it('point inwards in the operator tool', () => {
    const files = globSync('scripts/{tasks.ts,tasks/*.ts}');
    expect(files).not.toEqual([]);
    expect(files.flatMap((file) => brokenRules(file, readFileSync(file, 'utf8'), RULES))).toEqual([]);
  });
});

describe('the check itself', () => {
  const rules: ImportRules = {
    'src/heart': { may: [], not: ['undici', '@pothos'] },
    'src/door': { may: ['src/heart', 'src/hall/lamp.ts'] },
    'src/app.ts': { may: ['**'] },
  };
  const check = (file: string, source: string) => brokenRules(file, source, rules);

  it.each([
    ['a folder that is not allowed', "import { a } from '../door/a.ts';", 'src/heart may not import src/door/a.ts'],
    ['a type', "import type { A } from '../door/a.ts';", 'src/heart may not import src/door/a.ts'],
    ['a re-export', "export * from '../door/a.ts';", 'src/heart may not import src/door/a.ts'],
    ['a side effect', "import '../door/a.ts';", 'src/heart may not import src/door/a.ts'],
    ['a late import', "const a = await import('../door/a.ts');", 'src/heart may not import src/door/a.ts'],
    ['a type by import()', "type A = import('../door/a.ts').A;", 'src/heart may not import src/door/a.ts'],
    [
      'a folder whose name only begins alike',
      "import '../heartless/a.ts';",
      'src/heart may not import src/heartless/a.ts',
    ],
    ['a package', "import { request } from 'undici';", 'src/heart leaves undici alone'],
    ['a package of a scope', "import Builder from '@pothos/core';", 'src/heart leaves @pothos/core alone'],
  ])('finds %s', (_what, source, fault) => {
    expect(check('src/heart/beat.ts', source)).toEqual([`src/heart/beat.ts:1 ${fault}`]);
  });

  it('says in which line, also when an import takes several', () => {
    const source = "import { z } from 'zod';\n\nimport {\n  a,\n  b,\n} from '../door/a.ts';\n";
    expect(check('src/heart/beat.ts', source)).toEqual(['src/heart/beat.ts:6 src/heart may not import src/door/a.ts']);
  });

  it('lets pass what is allowed', () => {
    const source = "import '../heart/a.ts';\nimport '../hall/lamp.ts';\nimport './knob.ts';\nimport 'undici';\n";
    expect(check('src/door/a.ts', source)).toEqual([]);
    expect(check('src/app.ts', "import './heart/a.ts';\nimport './door/a.ts';\n")).toEqual([]);
  });

  it('asks for a rule for every place', () => {
    expect(check('src/attic/a.ts', '')).toEqual(['src/attic/a.ts:1 is in a place without a rule']);
  });
});
