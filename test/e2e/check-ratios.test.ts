import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { BOUNDS } from '../../bench/bounds.ts';
import { start } from '../support/processes.ts';
import { scratchFolder } from '../support/scene.ts';

const summary = (median: number) => ({ median, min: median, max: median });

/** A run in which each bound is kept just so, but for what `change` says of a path. */
const checkRun = async (change: (path: string, value: number) => number | null) => {
  await using folder = await scratchFolder();
  const paths = [...new Set(BOUNDS.map(({ path }) => path))].map((name) => {
    const figures = BOUNDS.filter(({ path }) => path === name).flatMap(({ metric, value }) => {
      const figure = change(name, value);
      return figure === null ? [] : [[metric, summary(figure)]];
    });
    return { name, result: { contenders: [{ name: 'gateway', metrics: Object.fromEntries(figures) }] } };
  });
  const file = join(folder.path, 'run.json');
  await writeFile(file, JSON.stringify({ paths }));
  const args = ['--from', file];
  await using program = start({ script: 'bench/check-ratios.ts', args, env: {}, cwd: folder.path });
  const { code } = await program.ended;
  return { code, lines: program.output().trimEnd().split('\n') };
};

it.concurrent('a run that keeps every bound passes', async () => {
  const { code, lines } = await checkRun((_path, value) => value);
  expect(code).toBe(0);
  expect(lines.at(-1)).toBe(`${BOUNDS.length} passed, 0 failed`);
});

it.concurrent.each<[string, number | null, RegExp]>([
  ['slower', 0.001, /^BROKEN callbacks cpuRatio at least 0\.\d+: 0\.001$/m],
  ['not measured', null, /^BROKEN callbacks cpuRatio at least 0\.\d+: not measured$/m],
])('a path that is %s fails the check', async (_what, figure, told) => {
  const { code, lines } = await checkRun((path, value) => (path === 'callbacks' ? figure : value));
  expect(code).toBe(1);
  expect(lines.join('\n')).toMatch(told);
  expect(lines.at(-1)).toBe(`${BOUNDS.length - 1} passed, 1 failed`);
});
