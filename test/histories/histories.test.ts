import fc from 'fast-check';
import { expect, it } from 'vitest';
import { seedOfToday, wholeNumber } from '../support/whole-number.ts';
import { live } from './history.ts';
import { liveTogether, nodesHistory } from './nodes-history.ts';
import { history } from './steps.ts';

/*
 * Some hundreds of random histories, or as many as HISTORIES says (`npm run test:histories`: 10,000). A failure prints
 * the shortest history that fails, its seed and its path. To replay: SEED=<seed> [REPLAY=<path>] npm run test:histories
 */

const seed = seedOfToday();
const path = process.env['REPLAY'];

const check = async <T>(
  name: string,
  numRuns: number,
  lives: fc.Arbitrary<T>,
  property: (life: T) => Promise<void>,
): Promise<void> => {
  console.log(`${name}: ${numRuns}, seed ${seed}`);
  const outcome = await fc.check(fc.asyncProperty(lives, property), {
    numRuns,
    seed,
    ...(path && { path, endOnFailure: true }),
  });
  if (!outcome.failed) {
    // A replay runs no more than what its path leads to.
    if (!path) expect(outcome.numRuns).toBe(numRuns);
    return;
  }
  const replay = `SEED=${outcome.seed} REPLAY=${outcome.counterexamplePath} npm run test:histories -- -t '${name}'`;
  expect.fail(`${fc.defaultReportMessage(outcome)}\n\n${outcome.errorInstance}\n\nTo replay: ${replay}`);
};

const numRuns = wholeNumber('HISTORIES', 500);
const ofNodes = wholeNumber('HISTORIES', 100);

it(`holds its promises in ${numRuns} random histories of one node`, { timeout: 3_600_000 }, () =>
  check('of one node', numRuns, history, live),
);

it(`holds its promises in ${ofNodes} random histories of three nodes`, { timeout: 3_600_000 }, () =>
  check('of three nodes', ofNodes, nodesHistory, liveTogether),
);
