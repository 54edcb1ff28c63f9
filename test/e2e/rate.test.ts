import { expect, it } from 'vitest';
import { askForVocals, purchasesAt } from '../support/buying.ts';
import { openScene } from '../support/scene.ts';

it.concurrent('a burst waits its turn: the provider never has to refuse by rate, and all is bought', async () => {
  await using scene = await openScene({
    // The provider's own limit, exactly as strict as the gateway takes it to be.
    mock: { purchaseLimit: { limit: 5, windowMs: 1_000 } },
    env: { UPSTREAM_RATE: '5/1s' },
  });
  const { kie } = scene;
  const client = scene.client();
  const outcomes = await Promise.all(
    Array.from({ length: 17 }, (_, index) => askForVocals(client, kie, { title: `Burst ${index}` })),
  );
  for (const outcome of outcomes) expect(outcome).toMatchObject({ userErrors: [], task: { charge: 'CHARGED' } });
  expect(kie.ledger()).toHaveLength(17);
  const times = purchasesAt(kie).map(({ at }) => at);
  expect(times, 'none was refused, and so none sent twice').toHaveLength(17);
  // Of any six in a row, the last came at least a window after the first.
  for (const [index, at] of times.entries()) {
    const sixth = times[index + 5];
    if (sixth !== undefined) expect(sixth - at).toBeGreaterThanOrEqual(1_000);
  }
});

it.concurrent('who would have to wait too long is told so at once, and nothing is bought for them', async () => {
  await using scene = await openScene({ env: { UPSTREAM_RATE: '1/120s' } });
  const { kie } = scene;
  const client = scene.client();
  expect(await askForVocals(client, kie)).toMatchObject({ userErrors: [], task: { charge: 'CHARGED' } });
  const refused = await askForVocals(client, kie, { idempotencyKey: 'patient' });
  expect(refused).toMatchObject({ task: null, userErrors: [{ code: 'RATE_LIMITED', retryable: true }] });
  const seconds = refused.userErrors[0]?.retryAfter ?? 0;
  expect(seconds).toBeGreaterThan(60);
  expect(seconds).toBeLessThanOrEqual(121);
  expect(kie.ledger()).toHaveLength(1);
});
