import fc from 'fast-check';
import { expect, it } from 'vitest';
import { seedOfToday, wholeNumber } from '../support/whole-number.ts';
import { live } from './history.ts';
import { history } from './steps.ts';

/*
 * Two hundred random histories, or as many as HISTORIES says (`npm run test:histories`: 10,000). A failure prints
 * the shortest history that fails, its seed and its path. To replay: SEED=<seed> [REPLAY=<path>] npm run test:histories
 */

const numRuns = wholeNumber('HISTORIES', 200);
const seed = seedOfToday();
const path = process.env['REPLAY'];

it(`holds its promises in ${numRuns} random histories`, { timeout: 3_600_000 }, async () => {
  console.log(`histories: ${numRuns}, seed ${seed}`);
  const outcome = await fc.check(fc.asyncProperty(history, live), {
    numRuns,
    seed,
    ...(path && { path, endOnFailure: true }),
  });
  if (!outcome.failed) {
    // A replay runs no more than what its path leads to.
    if (!path) expect(outcome.numRuns).toBe(numRuns);
    return;
  }
  const replay = `SEED=${outcome.seed} REPLAY=${outcome.counterexamplePath} npm run test:histories`;
  expect.fail(`${fc.defaultReportMessage(outcome)}\n\n${outcome.errorInstance}\n\nTo replay: ${replay}`);
});
