/*
 * `node scripts/launch.js [--built] <program.ts> [arguments]`: runs a program of this repository, or says in one line why
 * the program cannot run. With `--built` it runs what `npm run build` made of the gateway, as long as that was made of the
 * files that are there. This file is plain JavaScript for every Node since 14. Without the runtime that `npm ci` installs,
 * the machine's own Node reads it, and an old Node answers a TypeScript program with a stack.
 */
import module from 'node:module';
import { resolve } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import v8 from 'node:v8';
import { changedSince } from './build/inputs.js';

/** The first long-term version that runs all programs: type stripping, `await using`, numbered parameters in SQL. */
const OLDEST = [24, 11];

const [major, minor] = process.versions.node.split('.').map(Number);

const fail = (line) => {
  console.error(line);
  process.exit(1);
};

const ROOT = resolve(fileURLToPath(import.meta.url), '../..');

/** What `npm run build` made of the gateway, if that is current; otherwise the program itself. */
const builtOf = (program) => {
  const changed = changedSince(ROOT, `${ROOT}/dist`);
  if (changed === null) return program;
  if (changed.length === 0) return 'dist/main.js';
  console.error(`dist/ was built before ${changed[0]} changed, so ${program} runs. To build again: npm run build`);
  return program;
};

const run = (program, { isBuilt }) => {
  const file = resolve(ROOT, isBuilt ? builtOf(program) : program);
  /*
   * Keeps the program as Node compiles it, types stripped, for the next start (docs/decisions/064-start.md). It is kept
   * beside the packages: who can write there can change the program anyway, which is not so in a folder for temporary
   * files. Where that folder cannot be written to, nothing is kept, and nothing said.
   */
  module.enableCompileCache(resolve(ROOT, 'node_modules/.cache/compiled'));
  // What the program would see if Node had been started with it.
  process.argv.splice(1, isBuilt ? 3 : 2, file);
  // What was compiled is written once the program runs: one that is killed keeps nothing at its end.
  import(pathToFileURL(file).href).then(
    () => {
      module.flushCompileCache();
      if (!isBuilt) return;
      // After the start: what Node compiled of itself does not fit other flags. The reasons are in docs/decisions,
      // 106-a-heap-that-doubles.md and 109-no-pretenuring.md.
      v8.setFlagsFromString('--heap-growing-percent=100');
      v8.setFlagsFromString('--no-allocation-site-pretenuring');
    },
    (error) => {
      const [, missing] = /^Cannot find package '([^']+)'/.exec(error instanceof Error ? error.message : '') || [];
      if (missing === undefined) throw error;
      fail(`${program} needs ${missing}, which is not installed: run npm ci, without --omit=dev.`);
    },
  );
};

if (major > OLDEST[0] || (major === OLDEST[0] && minor >= OLDEST[1])) {
  const isBuilt = process.argv[2] === '--built';
  run(process.argv[isBuilt ? 3 : 2], { isBuilt });
} else {
  fail(
    `stemgate needs Node ${OLDEST.join('.')} or later (this is ${process.versions.node}): ` +
      'npm rebuild node installs one for it, and so does npm ci without --ignore-scripts.',
  );
}
