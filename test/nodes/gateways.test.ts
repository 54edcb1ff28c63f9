import { describe, expect, it } from 'vitest';
import { WatchTaskDocument } from '../../examples/generated/graphql.ts';
import { busiest } from '../support/busiest.ts';
import { askForVocals, buyVocals, chargesFor, purchasesAt, readTask } from '../support/buying.ts';
import { openCollector } from '../support/collector.ts';
import { eventually } from '../support/eventually.ts';
import { isFinished, recordUpdates } from '../support/recorded-updates.ts';
import { createTcpProxy } from '../support/tcp-proxy.ts';
import { type Node, openNodes } from './support/open-nodes.ts';
import { redisUrl } from './support/servers.ts';

const STOPPED = { clock: { stopped: true } };

const three = (nodes: readonly Node[]): [Node, Node, Node] => {
  const [one, two, last] = nodes;
  if (!one || !two || !last) throw new Error('three nodes were asked for');
  return [one, two, last];
};

describe('three gateways on PostgreSQL and Redis', () => {
  it('buy once for one key, asked of all of them at the same moment', async () => {
    await using scene = await openNodes({ mock: STOPPED });
    const { kie, nodes } = scene;
    const asking = Array.from({ length: 30 }, (_, index) => {
      const node = nodes[index % nodes.length];
      if (!node) throw new Error('there is no node');
      return askForVocals(node.client(), kie, { title: 'All at once', idempotencyKey: 'one key' });
    });
    const answers = await Promise.all(asking);
    expect(new Set(answers.map(({ task }) => task?.id)).size).toBe(1);
    expect(answers.flatMap(({ userErrors }) => userErrors)).toEqual([]);
    expect(answers.filter(({ reused }) => !reused)).toHaveLength(1);
    expect(purchasesAt(kie)).toHaveLength(1);
    const [one, two] = three(nodes);
    const other = await askForVocals(two.client(), kie, { title: 'Another', idempotencyKey: 'one key' });
    expect(other).toMatchObject({ task: null, userErrors: [{ code: 'IDEMPOTENCY_CONFLICT' }] });
    expect(chargesFor(kie, answers[0]?.task?.upstreamTaskId ?? null)).toBe(1);
    expect((await fetch(`${one.origin}/readyz`)).status).toBe(200);
  });

  it('show a purchase, its callback and its message in one trace, each on another node', async () => {
    await using collector = await openCollector();
    await using scene = await openNodes({ mock: STOPPED, env: collector.env });
    const { kie, front, nodes } = scene;
    const [buyer, told, watched] = three(nodes);
    front.leadTo(told.port);
    const { id } = await buyVocals(buyer.client(), kie);
    const watching = watched.client().watch(WatchTaskDocument, { id });
    await watching.until(({ taskUpdated }) => taskUpdated.status === 'PROCESSING');
    await kie.clock.step(10);
    await watching.end();
    const names = ['purchase ADD_VOCALS', 'callback ADD_VOCALS', 'push ADD_VOCALS'];
    await eventually(() => {
      const spans = names.map((name) => collector.spans.find((span) => span.name === name));
      expect(spans).not.toContain(undefined);
      expect(new Set(spans.map((span) => span?.traceId)).size, 'one trace').toBe(1);
      expect(new Set(spans.map((span) => span?.instance)).size, 'three nodes').toBe(3);
    });
    const create = collector.spans.find(({ name }) => name === 'create tasks');
    expect(create?.attributes).toMatchObject({ 'db.system.name': 'postgresql' });
  });

  it('tell a client of one what the provider told another, soon', async () => {
    await using scene = await openNodes({ mock: STOPPED });
    const { kie, front, nodes } = scene;
    const [buyer, told, watched] = three(nodes);
    front.leadTo(told.port);
    const { id } = await buyVocals(buyer.client(), kie);
    const watching = watched.client().watch(WatchTaskDocument, { id });
    await watching.until(({ taskUpdated }) => taskUpdated.status === 'PROCESSING');
    const delays: number[] = [];
    for (const stage of ['LYRICS', 'FIRST_TRACK', 'COMPLETE']) {
      const begun = performance.now();
      await kie.clock.step(2);
      await watching.until(({ taskUpdated }) => taskUpdated.__typename === 'MusicTask' && taskUpdated.stage === stage);
      delays.push(performance.now() - begun);
    }
    const states = (await watching.end()).map(({ taskUpdated }) => taskUpdated);
    expect(states.map(({ version }) => version)).toEqual([2, 3, 4, 5]);
    // A sweep would take up to five seconds; the last stage is read from the provider's record after a pause of one.
    expect(Math.max(...delays.slice(0, 2))).toBeLessThan(1_000);
    expect(await readTask(buyer.client(), id)).toMatchObject({ status: 'SUCCEEDED', version: 5 });
  });

  it('tell it within a second in 99 of 100 cases', async () => {
    await using scene = await openNodes({ mock: STOPPED });
    const { kie, front, nodes } = scene;
    const [buyer, told, watched] = three(nodes);
    front.leadTo(told.port);
    const updates = recordUpdates(watched.client());
    const client = buyer.client();
    const delays: number[] = [];
    while (delays.length < 200) {
      const { id } = await buyVocals(client, kie, { title: `Song ${delays.length}` });
      for (const stage of ['LYRICS', 'FIRST_TRACK']) {
        const begun = performance.now();
        // The callback is posted after this, and so the message has less time than is measured.
        await kie.clock.step(2);
        await updates.until(id, (task) => task.__typename === 'MusicTask' && task.stage === stage);
        delays.push(performance.now() - begun);
      }
      await kie.clock.step(2);
    }
    delays.sort((one, other) => one - other);
    expect(delays[197]).toBeLessThan(1_000);
    const posts = kie.journal({ kind: 'callback' }).map(({ ending }) => ending.status);
    expect(new Set(posts)).toEqual(new Set([200]));
  });

  it.each(['before-charge', 'after-charge'] as const)(
    'heal a purchase whose node is killed %s, without a second one',
    async (point) => {
      await using scene = await openNodes({ mock: STOPPED });
      const { kie, front, nodes } = scene;
      const [killed, other, third] = three(nodes);
      const input = { title: 'Killed in mid-purchase', idempotencyKey: 'once' };
      kie.holds.arm(point, 1);
      const lost = expect(buyVocals(killed.client(), kie, input)).rejects.toThrow();
      await kie.holds.reached(point);
      killed.process.signal('SIGKILL');
      await killed.process.ended;
      await lost;
      front.leadTo(other.port);
      kie.holds.release();
      // The same key finds the purchase of the dead node, and buys nothing.
      const history = recordUpdates(third.client());
      const asking = askForVocals(other.client(), kie, input);
      await eventually(() => expect(kie.ledger()).toHaveLength(1));
      await kie.clock.jump(10_000);
      const again = await asking;
      expect(again).toMatchObject({ reused: true, userErrors: [] });
      const id = again.task?.id ?? '';
      const end = await history.until(id, isFinished);
      expect(end).toMatchObject({ status: 'SUCCEEDED', charge: 'CHARGED' });
      history.expectOnlyForward();
      expect(purchasesAt(kie)).toHaveLength(1);
      expect(kie.ledger()).toMatchObject([{ kind: 'charge', taskId: end.upstreamTaskId }]);
    },
  );

  it('keep the rate together: the provider never has to refuse', async () => {
    const rate = { limit: 3, windowMs: 2_000 };
    await using scene = await openNodes({ mock: { purchaseLimit: rate }, env: { UPSTREAM_RATE: '3/2s' } });
    const { kie, nodes } = scene;
    const asked = nodes.flatMap((node, index) =>
      [0, 1, 2].map((time) => askForVocals(node.client(), kie, { title: `Song ${index}-${time}` })),
    );
    for (const answer of await Promise.all(asked)) expect(answer).toMatchObject({ userErrors: [] });
    const moments = purchasesAt(kie).map(({ at }) => at);
    expect(moments, 'none was refused, and so none sent twice').toHaveLength(9);
    expect(busiest(moments, rate.windowMs)).toBe(rate.limit);
  });

  it('lose no news while one of them cannot reach Redis', async () => {
    const address = new URL(redisUrl());
    const redis = Number(address.port || 6_379);
    await using proxy = await createTcpProxy(redis);
    address.port = String(proxy.port);
    await using scene = await openNodes({ count: 1, mock: STOPPED });
    const { kie, nodes } = scene;
    const cutOff = await scene.add({ REDIS_URL: address.href });
    const [buyer] = nodes;
    if (!buyer) throw new Error('a node was asked for');
    const { id } = await buyVocals(buyer.client(), kie);
    const watching = cutOff.client().watch(WatchTaskDocument, { id });
    await watching.until(({ taskUpdated }) => taskUpdated.status === 'PROCESSING');
    const reaches = (stage: string) =>
      watching.until(({ taskUpdated }) => taskUpdated.__typename === 'MusicTask' && taskUpdated.stage === stage);
    proxy.leadTo(null);
    proxy.cutOff();
    await eventually(async () => expect((await fetch(`${cutOff.origin}/readyz`)).status).toBe(503));
    // The callback is answered by the other node, whose news do not arrive here: the sweep finds the change.
    await kie.clock.step(2);
    await reaches('LYRICS');
    expect(await readTask(cutOff.client(), id)).toMatchObject({ version: 3 });
    proxy.leadTo(redis);
    await eventually(async () => expect((await fetch(`${cutOff.origin}/readyz`)).status).toBe(200));
    await kie.clock.step(2);
    await reaches('FIRST_TRACK');
    await kie.clock.step(2);
    const states = (await watching.end()).map(({ taskUpdated }) => taskUpdated.version);
    expect(states).toEqual([2, 3, 4, 5]);
  });

  it('say in the readiness probe what is missing', async () => {
    await using scene = await openNodes({ count: 0 });
    const away = await scene.add({ REDIS_URL: 'redis://:a-secret-word@127.0.0.1:1' });
    const probe = await fetch(`${away.origin}/readyz`);
    expect([probe.status, await probe.text()]).toEqual([503, 'not ready: the event bus cannot be reached\n']);
    // Reading goes on, and what cannot be agreed on with the other nodes is refused, to be tried again.
    const refused = await askForVocals(away.client(), scene.kie, { title: 'Alone' });
    expect(refused).toMatchObject({ task: null, userErrors: [{ code: 'UPSTREAM_UNAVAILABLE', retryable: true }] });
    expect(purchasesAt(scene.kie)).toEqual([]);
    expect(away.process.output()).toContain('Redis cannot be reached');
    expect(away.process.output()).not.toContain('a-secret-word');
  });
});
