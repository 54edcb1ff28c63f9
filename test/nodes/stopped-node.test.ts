import { expect, it, vi } from 'vitest';
import { askForVocals, buyVocals, purchasesAt, readTask } from '../support/buying.ts';
import { eventually } from '../support/eventually.ts';
import { isFinished, recordUpdates } from '../support/recorded-updates.ts';
import { openNodes } from './support/open-nodes.ts';

/* A node that stands still in mid-purchase for longer than its leases, and goes on as if nothing had happened. */

it('a stopped node that goes on buys nothing more, and overwrites nothing', async () => {
  // The shortest lease of a purchase that can be set: the wait for a turn, three calls and some slack, 18.5 s.
  const env = { UPSTREAM_TIMEOUT_MS: '1000', UPSTREAM_RATE: '1/3s' };
  await using scene = await openNodes({ mock: { clock: { stopped: true } }, env });
  const { kie, front, nodes } = scene;
  const [stopped, other, third] = nodes;
  if (!stopped || !other || !third) throw new Error('three nodes were asked for');
  front.leadTo(other.port);
  const updates = recordUpdates(third.client());

  // One purchase has reached the provider, which does not answer; the other one waits for its turn.
  const [sent, waiting] = ['sent', 'waiting'].map((key) => ({ title: `It was ${key}`, idempotencyKey: key }));
  kie.holds.arm('after-charge', 1);
  const client = stopped.client();
  const answers = [askForVocals(client, kie, sent)];
  await kie.holds.reached('after-charge');
  answers.push(askForVocals(client, kie, waiting));
  const ids = await eventually(() => {
    const all = updates.ids();
    expect(all).toHaveLength(2);
    return all;
  });
  stopped.process.signal('SIGSTOP');

  // The others give both up when their time is over, and not before.
  const areGivenUp = (): void => {
    for (const id of ids) expect(updates.of(id).at(-1)?.status).toBe('UNCONFIRMED');
  };
  await vi.waitFor(areGivenUp, { timeout: 60_000, interval: 200 });
  // Its callback heals the one that was bought.
  await kie.clock.jump(10_000);
  const [bought = '', unsent = ''] = ids;
  const end = await updates.until(bought, isFinished);
  expect(end).toMatchObject({ status: 'SUCCEEDED', charge: 'CHARGED' });
  const before = await readTask(other.client(), bought);

  kie.holds.release();
  stopped.process.signal('SIGCONT');
  // What was waiting is surely not bought, now that its node says so; and the answers are what has become of them.
  expect(await answers[1]).toMatchObject({
    task: null,
    userErrors: [{ code: 'UPSTREAM_UNAVAILABLE', retryable: true }],
  });
  expect(await updates.until(unsent, isFinished)).toMatchObject({ status: 'FAILED', charge: 'NOT_CHARGED' });
  expect(await answers[0]).toMatchObject({ task: { id: bought, status: 'SUCCEEDED' } });
  expect(await readTask(client, bought)).toEqual(before);
  expect(purchasesAt(kie)).toHaveLength(1);

  // The key is free, and any node buys.
  const again = await eventually(() => buyVocals(third.client(), kie, waiting));
  expect(again.id).not.toBe(unsent);
  expect(await askForVocals(client, kie, sent)).toMatchObject({ reused: true, task: { id: bought } });
  expect(purchasesAt(kie)).toHaveLength(2);
  updates.expectOnlyForward();
});
