import { expect, it } from 'vitest';
import { eventually } from '../support/eventually.ts';
import { startLoad } from './support/load.ts';
import { type Node, openNodes } from './support/open-nodes.ts';

/* Promise 36: nodes come and go, and nobody notices. */

it('are rolled out under load without a failed request, a lost event or a second purchase', async () => {
  await using scene = await openNodes({ env: { SHUTDOWN_GRACE_MS: '3000' } });
  const { kie, front } = scene;
  let inUse: readonly Node[] = [...scene.nodes];
  const load = startLoad({ kie, nodes: () => inUse });
  for (const old of scene.nodes.slice()) {
    const bought = load.bought;
    await eventually(() => expect([load.faults, load.bought > bought + 2]).toEqual([[], true]));
    const next = await scene.add();
    inUse = [...inUse, next];
    front.leadTo(next.port);
    old.process.signal('SIGTERM');
    // As a load balancer notices; until then requests go on to arrive.
    await eventually(async () => expect((await fetch(`${old.origin}/readyz`)).status).toBe(503));
    inUse = inUse.filter((node) => node !== old);
    expect(await old.process.ended, old.process.output()).toEqual({ code: 0, signal: null });
  }
  await load.settle();
  expect(load.faults).toEqual([]);
  expect(load.told).toEqual([]);
  expect(load.read).toBeGreaterThan(20);
});
