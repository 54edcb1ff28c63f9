import { expect, it } from 'vitest';
import { type TaskOutcomeFragment, WatchTaskDocument } from '../../examples/generated/graphql.ts';
import { answersTo, askForVocals, buyVocals, purchasesAt, readTask } from '../support/buying.ts';
import { eventually } from '../support/eventually.ts';
import type { TcpProxy } from '../support/tcp-proxy.ts';
import { type Node, openNodes } from './support/open-nodes.ts';
import { behindProxy, redisUrl } from './support/servers.ts';

/* Promise 18: Redis is away for all nodes at once, for longer than any of their timeouts. */

/** The longest timeout of a connection to Redis is 8 s; a purchase gives up after 2 s, and a sweep comes every 5 s. */
const AWAY_MS = 9_000;

/** How it is away: each of three nodes meets another way. */
const WAYS: readonly ((redis: TcpProxy) => void)[] = [
  (redis) => {
    redis.leadTo(null);
    redis.cutOff();
  },
  // Connections are taken, and nothing is said.
  (redis) => redis.blackhole(),
  // It hears what is sent, and is not heard.
  (redis) => redis.silence(['to-client']),
];

it('three gateways lose nothing while none of them reaches Redis', async () => {
  await using stack = new AsyncDisposableStack();
  const cables = await Promise.all(WAYS.map(() => behindProxy(redisUrl(), 6_379)));
  for (const { proxy } of cables) stack.use(proxy);
  const scene = stack.use(await openNodes({ count: 0, mock: { clock: { stopped: true } } }));
  const { kie, front, nodes } = scene;
  await Promise.all(cables.map(({ url }) => scene.add({ REDIS_URL: url })));
  const [told] = nodes;
  if (!told) throw new Error('three nodes were asked for');
  front.leadTo(told.port);
  const { id, upstreamTaskId } = await buyVocals(told.client(), kie, { title: 'Before' });
  const watch = () => nodes.map((node) => node.client().watch(WatchTaskDocument, { id }));
  const streams = watch();
  const reach = (stage: string) =>
    Promise.all(
      streams.map((stream) =>
        stream.until(({ taskUpdated }) => taskUpdated.__typename === 'MusicTask' && taskUpdated.stage === stage),
      ),
    );
  await Promise.all(streams.map((stream) => stream.until(({ taskUpdated }) => taskUpdated.status === 'PROCESSING')));

  const begun = performance.now();
  for (const [index, { proxy }] of cables.entries()) WAYS[index]?.(proxy);
  await eventually(async () => {
    const probes = await Promise.all(nodes.map(({ origin }) => fetch(`${origin}/readyz`)));
    const missing = 'not ready: the event bus cannot be reached\n';
    for (const probe of probes) expect([probe.status, await probe.text()]).toEqual([503, missing]);
  });
  // What all nodes miss: a load balancer asks for what one of them may lack.
  for (const { origin } of nodes) expect((await fetch(`${origin}/readyz?exclude=event-bus`)).status).toBe(200);
  // Callbacks are taken, and their news found by a sweep; also who comes now is told.
  await kie.clock.step(2);
  await reach('LYRICS');
  streams.push(...watch());
  await reach('LYRICS');
  const ask = async (node: Node, title: string): Promise<TaskOutcomeFragment> => {
    const asked = performance.now();
    const answer = await askForVocals(node.client(), kie, { title, idempotencyKey: title });
    expect(performance.now() - asked).toBeLessThan(8_000);
    return answer;
  };
  const refusal = { code: 'UPSTREAM_UNAVAILABLE', retryable: true, retryAfter: 2 };
  await eventually(async () => {
    const answers = await Promise.all(nodes.map((node, index) => ask(node, `Song ${index}`)));
    for (const answer of answers) expect(answer).toMatchObject({ task: null, userErrors: [refusal] });
    expect(performance.now() - begun).toBeGreaterThan(AWAY_MS);
  });
  await kie.clock.step(2);
  await reach('FIRST_TRACK');
  expect(purchasesAt(kie)).toHaveLength(1);

  for (const { proxy, port } of cables) {
    proxy.leadTo(port);
    proxy.silence([]);
  }
  for (const [index, node] of nodes.entries()) {
    await eventually(async () => expect((await fetch(`${node.origin}/readyz`)).status).toBe(200));
    await eventually(async () => expect(await ask(node, `Song ${index}`)).toMatchObject({ userErrors: [] }));
  }
  await kie.clock.jump(10_000);
  for (const stream of streams) expect((await stream.end()).at(-1)?.taskUpdated.status).toBe('SUCCEEDED');
  expect(await readTask(told.client(), id)).toMatchObject({ status: 'SUCCEEDED', version: 5 });
  expect(answersTo(kie, upstreamTaskId)).toEqual({ 200: 3 });
  expect(purchasesAt(kie)).toHaveLength(1 + nodes.length);
});
