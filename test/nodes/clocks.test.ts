import { expect, it } from 'vitest';
import { askForVocals, buyVocals, purchasesAt, readTask } from '../support/buying.ts';
import { isFinished, recordUpdates } from '../support/recorded-updates.ts';
import { openNodes } from './support/open-nodes.ts';

/* The time of all nodes is that of the database. */

it('three gateways whose clocks are minutes apart keep one time', async () => {
  const budget = 5;
  await using scene = await openNodes({
    count: 1,
    mock: { clock: { stopped: true } },
    env: { PURCHASES_PER_MINUTE: String(budget) },
  });
  const { kie, front, nodes } = scene;
  await Promise.all([scene.add({ CLOCK_AHEAD_MS: '-60000' }), scene.add({ CLOCK_AHEAD_MS: '90000' })]);
  const updates = nodes.map((node) => recordUpdates(node.client()));

  // A purchase whose answer takes its time is not taken for lost by nodes whose clocks say that it is over.
  const [right, behind] = nodes;
  if (!right || !behind) throw new Error('three nodes were asked for');
  kie.holds.arm('before-charge', 1);
  const slow = askForVocals(behind.client(), kie, { title: 'Slow' });
  await kie.holds.reached('before-charge');

  for (const [index, buyer] of nodes.entries()) {
    const told = nodes[(index + 1) % nodes.length] ?? right;
    front.leadTo(told.port);
    const { id } = await buyVocals(buyer.client(), kie, { title: `Song ${index}` });
    for (let stage = 0; stage < 3; stage += 1) await kie.clock.step(2);
    const begun = performance.now();
    for (const each of updates) expect(await each.until(id, isFinished)).toMatchObject({ status: 'SUCCEEDED' });
    // The record is read a second after the callback, and not a minute.
    expect(performance.now() - begun).toBeLessThan(8_000);
    const { createdAt, timeline } = await readTask(told.client(), id);
    const moments = [createdAt, ...timeline.map(({ at }) => at)];
    for (const at of moments) expect(Math.abs(Date.parse(String(at)) - Date.now())).toBeLessThan(30_000);
    expect(moments.toSorted(), 'time goes on from node to node').toEqual(moments);
  }
  kie.holds.release();
  const { task } = await slow;
  expect(task).toMatchObject({ status: 'PROCESSING', version: 2 });

  // The minute of a budget is the same on all of them.
  for (let count = 4; count < budget; count += 1) await buyVocals(behind.client(), kie, { title: `Song ${count}` });
  for (const [index, node] of nodes.entries()) {
    const refused = await askForVocals(node.client(), kie, { title: `One too many ${index}` });
    expect(refused).toMatchObject({ task: null, userErrors: [{ code: 'QUOTA_EXCEEDED', retryable: true }] });
  }
  expect(purchasesAt(kie)).toHaveLength(budget);
});
