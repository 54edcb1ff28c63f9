import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { start } from '../support/processes.ts';
import { scratchFolder } from '../support/scene.ts';

const run = async (script: string, args: readonly string[], flags: readonly string[] = []) => {
  await using folder = await scratchFolder();
  await using program = start({ script, args, env: {}, cwd: folder.path, flags });
  const { code } = await program.ended;
  return { code, lines: program.output().trimEnd().split('\n') };
};

it.concurrent.each<[string, string[], RegExp]>([
  ['scripts/print-schema.ts', ['--chekc'], /--chekc/],
  ['scripts/print-schema.ts', ['check'], /check/],
  ['scripts/measure-durability.ts', ['--hepl'], /--hepl/],
  ['bench/main.ts', ['--onyl', 'task-again'], /--onyl/],
  ['bench/main.ts', ['--only', 'task-agian'], /--only takes task-again, /],
])('%s %j: what is mistyped is told in one line, and nothing is done', async (script, args, told) => {
  expect(await run(script, args)).toEqual({ code: 2, lines: [expect.stringMatching(told)] });
});

it.concurrent.each(['scripts/measure-durability.ts', 'bench/main.ts'])(
  '%s --help does nothing else',
  async (script) => {
    const { code, lines } = await run(script, ['--help']);
    expect(code).toBe(0);
    expect(lines.join('\n')).not.toMatch(/^\s+at /m);
  },
);

/** Has Node say that it is another version. */
const as = (version: string): string[] => [
  '--import',
  `data:text/javascript,Object.defineProperty(process,'versions',{value:{...process.versions,node:'${version}'}})`,
];

it.concurrent.each(['src/main.ts', 'mock-server/main.ts', 'examples/demo/main.ts', 'scripts/dev.ts'])(
  '%s: a Node that is too old is told in one line',
  async (program) => {
    for (const version of ['20.20.2', '22.18.0', '24.10.0']) {
      const { code, lines } = await run('scripts/launch.js', [program], as(version));
      expect({ code, lines }).toEqual({
        code: 1,
        lines: [
          expect.stringMatching(`^stemgate needs Node 24.11 or later \\(this is ${version}\\): npm rebuild node`),
        ],
      });
    }
  },
);

it.concurrent.each(['24.11.0', '25.0.0', '26.10.0'])('Node %s runs a program, with its arguments', async (version) => {
  const { code, lines } = await run('scripts/launch.js', ['scripts/print-schema.ts', '--chekc'], as(version));
  expect({ code, lines }).toEqual({ code: 2, lines: [expect.stringMatching(/--chekc/)] });
});

it.concurrent('every script of package.json is started by the launcher, or by a program of a package', () => {
  const { scripts }: { scripts: Record<string, string> } = JSON.parse(
    readFileSync(new URL('../../package.json', import.meta.url), 'utf8'),
  );
  for (const [name, command] of Object.entries(scripts)) {
    expect(command, name).not.toMatch(/\bnode (?!(--\S+ )*scripts\/launch\.js (--built )?\S+\.ts)/);
  }
});
