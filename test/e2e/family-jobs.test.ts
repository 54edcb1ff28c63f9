import { describe, expect, it } from 'vitest';
import { OPERATION_NAMES } from '../../src/domain/operations/index.ts';
import { JOBS } from '../../src/upstream/kie/wire/job-names.ts';
import { buyParents, endOf, FAMILY } from '../support/family.ts';
import { openScene } from '../support/scene.ts';

const WAYS = [
  ['by callbacks', [], { POLL_AFTER_MS: '60000' }],
  ['by polling alone', ['callback-lost'], { POLL_AFTER_MS: '200', POLL_MAX_INTERVAL_MS: '400' }],
  // Also those operations whose answer usually contains the result.
  [
    'by polling, each answer naming a task that is not visible at first',
    ['callback-lost', 'job-inline-task', 'not-visible-422=400'],
    { POLL_AFTER_MS: '200', POLL_MAX_INTERVAL_MS: '400' },
  ],
] as const;

describe('every operation, as a job where it is one', () => {
  it.concurrent.each(WAYS)('is bought, watched and finished %s', async (_way, scenarios, env) => {
    await using scene = await openScene({ env: { ...env, KIE_JOBS: Object.keys(JOBS).join() } });
    const { kie } = scene;
    for (const scenario of scenarios) kie.scenario(scenario);
    const client = scene.client();
    const parents = await buyParents(client, kie);
    const before = kie.ledger().length;

    const buy = (name: (typeof OPERATION_NAMES)[number], idempotencyKey: string = name) =>
      FAMILY[name](client, parents, { idempotencyKey });
    const made = OPERATION_NAMES.map(async (name) => {
      const outcome = await buy(name);
      expect(outcome, name).toMatchObject({ reused: false, userErrors: [], task: { operation: name } });
      const end = await endOf(client, outcome.task?.id ?? '');
      expect(end, name).toMatchObject({ status: 'SUCCEEDED', charge: 'CHARGED', error: null });
      if (name in JOBS && end.upstreamTaskId !== null) expect(end.creditsConsumed, name).toBe(end.creditCost);
      expect(await buy(name), name).toMatchObject({ reused: true, task: { id: end.id } });
    });
    await Promise.all(made);
    expect(kie.ledger()).toHaveLength(before + OPERATION_NAMES.length);
    const created = kie.journal({ kind: 'request', path: '/api/v1/jobs/createTask' });
    // One for each, and the song that the others work on.
    expect(created).toHaveLength(Object.keys(JOBS).length + 1);
  });
});
