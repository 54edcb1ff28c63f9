import { describe, expect, test } from 'vitest';
import { callbackProofs } from './scenarios/callbacks.ts';
import { callProofs } from './scenarios/calls.ts';
import { endingProofs } from './scenarios/endings.ts';
import { familyProofs } from './scenarios/family.ts';
import { jobProofs } from './scenarios/jobs.ts';
import { shapeProofs } from './scenarios/shapes.ts';
import { startKie } from './support.ts';

const proofs = { ...callbackProofs, ...endingProofs, ...callProofs, ...shapeProofs, ...jobProofs, ...familyProofs };

describe('does what it says', () => {
  test.each(Object.entries(proofs))('%s', async (_name, proof) => proof());
});

test('every scenario is proven', async () => {
  const { admin } = await startKie();
  const { body } = await admin<{ scenarios: { name: string }[] }>('GET', '/scenarios');
  expect(Object.keys(proofs).sort()).toEqual(body.scenarios.map(({ name }) => name).sort());
});
