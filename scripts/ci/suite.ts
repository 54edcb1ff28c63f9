/**
 * `node scripts/ci/suite.ts <npm script> <folder>`: runs the tests of an npm script, and each file with failures once
 * more, with nothing beside it. A moment in which the machine was slow must not hide all other results; what fails
 * twice has failed.
 *
 * Writes into the folder: `counts`, a line with the numbers of passed and failed tests; and at the end of `notes` the
 * name and the message of each test that failed.
 */
import { spawnSync } from 'node:child_process';
import { appendFileSync, existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Failure, hasFailed, outcomeOf, type RunReport } from './report.ts';

/** The most lines that are printed of a message. */
const MESSAGE_LINES = 40;

const [script = 'test', folder = '.'] = process.argv.slice(2);

/** Runs all tests, or those of some files one after another. There is no report of a run that died. */
const run = (files: readonly string[] = []): { readonly report: RunReport | null; readonly code: number | null } => {
  const path = join(folder, 'report.json');
  rmSync(path, { force: true });
  const args = ['--reporter=default', '--reporter=./scripts/ci/reporter.ts'];
  if (files.length > 0) args.push('--no-file-parallelism', ...files);
  // Not with --silent: npm would hand it down to the commands that tests run.
  const { status: code } = spawnSync('npm', ['run', script, '--', ...args], {
    env: { ...process.env, TEST_REPORT: path },
    stdio: ['ignore', 'inherit', 'inherit'],
  });
  return { report: existsSync(path) ? JSON.parse(readFileSync(path, 'utf8')) : null, code };
};

const { report, code } = run();
if (report === null) throw new Error(`npm run ${script} has ended with ${code} and without a report.`);
const files = report.files.filter(hasFailed).map(({ file }) => file);
if (files.length > 0) console.log(`== once more, one after another: ${files.join(', ')}`);
const again = files.length > 0 ? (run(files).report?.files ?? []) : [];
const { passed, skipped, failed, passedAlone } = outcomeOf(report, again);
console.log(`== ${skipped} tests skipped: what was left out, and what it needs, stands above`);
// A runner that ran nothing, or that died, has failed even if no single test did.
if (passed === 0 || (code !== 0 && failed.length + passedAlone.length === 0)) {
  throw new Error(`npm run ${script} has ended with ${code} after ${passed} tests.`);
}

const note =
  (what: string) =>
  ({ name, message }: Failure) => {
    const lines = message.split('\n').slice(0, MESSAGE_LINES);
    appendFileSync(join(folder, 'notes'), [`!! ${what}: ${name}`, ...lines, ''].join('\n'));
  };
passedAlone.forEach(note('passed only when run again alone'));
failed.forEach(note('failed'));
writeFileSync(join(folder, 'counts'), `${passed} ${failed.length}\n`);
