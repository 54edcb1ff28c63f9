import { type StdioOptions, spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { readOptions } from '../scripts/read-options.ts';
import { BOUNDS, type Bound } from './bounds.ts';
import type { Report } from './harness/report.ts';
import { figureOf, isReached } from './harness/result.ts';

/**
 * Compares the ratios of a quick run with generous bounds. Ratios are formed within the run, so no clock decides.
 * `node bench/check-ratios.ts` runs it; `--from FILE` takes a run that is there. Exit code 1 when a bound is broken.
 */
const { values } = readOptions({ options: { from: { type: 'string' } } });

const runQuick = (): string => {
  const main = fileURLToPath(new URL('main.ts', import.meta.url));
  const only = [...new Set(BOUNDS.map(({ path }) => path))].flatMap((path) => ['--only', path]);
  const args = [main, '--quick', '--json', '--no-peers', ...only];
  // A path that could not be measured has its reason in what was printed; the exit code adds nothing.
  const stdio: StdioOptions = ['ignore', 'pipe', 'inherit'];
  return spawnSync(process.execPath, args, { encoding: 'utf8', maxBuffer: 2 ** 26, stdio }).stdout;
};

const report: Report = JSON.parse(values.from === undefined ? runQuick() : readFileSync(values.from, 'utf8'));

const isKept = (bound: Bound): boolean => {
  const { path, metric, value } = bound;
  const goal = { ...bound, what: path };
  const measured = report.paths.find(({ name }) => name === path);
  const figure = measured?.result ? figureOf(measured.result, goal) : null;
  const kept = isReached(figure, goal);
  const shown = figure?.toFixed(3) ?? `not measured${measured?.failure ? `: ${measured.failure}` : ''}`;
  console.log(`${kept ? 'ok    ' : 'BROKEN'} ${path} ${metric} ${bound.bound} ${value}: ${shown}`);
  return kept;
};

const kept = BOUNDS.filter(isKept).length;
console.log(`${kept} passed, ${BOUNDS.length - kept} failed`);
if (kept < BOUNDS.length) process.exitCode = 1;
