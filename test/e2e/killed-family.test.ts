import { describe, expect, it } from 'vitest';
import { OPERATION_NAMES, operations } from '../../src/domain/operations/index.ts';
import { JOBS } from '../../src/upstream/kie/wire/job-names.ts';
import { eventually } from '../support/eventually.ts';
import { buyParents, endOf, FAMILY } from '../support/family.ts';
import { openScene } from '../support/scene.ts';

/*
 * Every operation at once, bought of a provider that holds its answers: the process is killed once, and each purchase is
 * healed, or known to be lost, without a second one.
 */

const APIS = [
  ['at the endpoints', ''],
  ['as jobs', Object.keys(JOBS).join()],
] as const;

describe.each(APIS)('every operation, bought %s', (_api, KIE_JOBS) => {
  it.concurrent.each(['before-charge', 'after-charge'] as const)('killed %s, is bought once', async (point) => {
    await using scene = await openScene({ mock: { clock: { stopped: true } }, env: { KIE_JOBS } });
    const { kie } = scene;
    // One callback each: the first one binds the task, and a second one would have to wait for its turn to be looked into.
    kie.scenario('complete-only');
    const jump = () => kie.clock.jump(10_000);
    const parents = await buyParents(scene.client(), kie, jump);
    const before = kie.ledger().length;

    kie.holds.arm(point, OPERATION_NAMES.length);
    const buy = (idempotencyKey: (typeof OPERATION_NAMES)[number]) =>
      FAMILY[idempotencyKey](scene.client(), parents, { idempotencyKey });
    const lost = OPERATION_NAMES.map((name) => expect(buy(name), name).rejects.toThrow());
    await eventually(() => expect(kie.holds.held()).toHaveLength(OPERATION_NAMES.length));
    await scene.kill();
    await Promise.all(lost);
    kie.holds.release();
    await scene.restart();

    const again = new Map(await Promise.all(OPERATION_NAMES.map(async (name) => [name, await buy(name)] as const)));
    for (const [name, outcome] of again) {
      expect(outcome, name).toMatchObject({ reused: true, userErrors: [], task: { charge: 'MAYBE_CHARGED' } });
    }
    await eventually(() => expect(kie.ledger()).toHaveLength(before + OPERATION_NAMES.length));
    await jump();
    for (const [name, { task }] of again) {
      const end = await endOf(scene.client(), task?.id ?? '');
      // An answer that is lost with its result in it cannot be asked for again.
      const told =
        operations[name].answer === 'task'
          ? { status: 'SUCCEEDED', charge: 'CHARGED', error: null }
          : { status: 'FAILED', charge: 'MAYBE_CHARGED', error: { code: 'SUBMISSION_LOST' } };
      expect(end, name).toMatchObject(told);
      expect(await buy(name), name).toMatchObject({ reused: true, task: { id: task?.id, status: told.status } });
    }
    expect(kie.ledger()).toHaveLength(before + OPERATION_NAMES.length);
  });
});
