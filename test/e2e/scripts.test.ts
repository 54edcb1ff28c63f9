import { expect, it } from 'vitest';
import { start } from '../support/processes.ts';
import { scratchFolder } from '../support/scene.ts';

const run = async (script: string, ...args: string[]) => {
  await using folder = await scratchFolder();
  await using program = start({ script, args, env: {}, cwd: folder.path });
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
  expect(await run(script, ...args)).toEqual({ code: 2, lines: [expect.stringMatching(told)] });
});

it.concurrent.each(['scripts/measure-durability.ts', 'bench/main.ts'])(
  '%s --help does nothing else',
  async (script) => {
    const { code, lines } = await run(script, '--help');
    expect(code).toBe(0);
    expect(lines.join('\n')).not.toMatch(/^\s+at /m);
  },
);
