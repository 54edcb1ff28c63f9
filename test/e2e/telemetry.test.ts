import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { fileURLToPath } from 'node:url';
import { createClient } from 'graphql-ws';
import { describe, expect, it } from 'vitest';
import { AddVocalsDocument, WatchTaskDocument } from '../../examples/generated/graphql.ts';
import { purchasesAt, song } from '../support/buying.ts';
import { type CollectedSpan, openCollector } from '../support/collector.ts';
import { eventually } from '../support/eventually.ts';
import { openScene, type Scene } from '../support/scene.ts';

const HOUR_MS = 3_600_000;
const KEY = 'canary-provider-key-f81c';

const newTrace = (flags = '01') => {
  const [traceId, spanId] = [randomBytes(16).toString('hex'), randomBytes(8).toString('hex')];
  return { traceId, spanId, traceparent: `00-${traceId}-${spanId}-${flags}` };
};

/** Buys over HTTP, as a client that traces. @returns the task's id. */
const buy = async ({ origin, kie }: Scene, traceparent: string, title = 'Night Ferry'): Promise<string> => {
  const response = await fetch(`${origin}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', traceparent },
    body: JSON.stringify({ query: AddVocalsDocument.toString(), variables: { input: song(kie, { title }) } }),
  });
  const { data } = (await response.json()) as { data: { addVocals: { task: { id: string } } } };
  return data.addVocals.task.id;
};

const named = (spans: readonly CollectedSpan[], name: string): CollectedSpan => {
  const span = spans.find((one) => one.name === name);
  if (span === undefined) throw new Error(`There is no span ${name} in ${spans.map((one) => one.name).join(', ')}.`);
  return span;
};

it('one trace leads from the client to a callback an hour later at a restarted gateway, and to the message', async () => {
  await using collector = await openCollector();
  await using scene = await openScene({
    mock: { clock: { stopped: true } },
    env: { ...collector.env, KIE_API_KEY: KEY, OTEL_SERVICE_NAME: 'music' },
    jumpMs: HOUR_MS,
  });
  const { kie } = scene;
  const client = newTrace();
  const id = await buy(scene, client.traceparent);
  await scene.gateway().stop();
  await scene.restart();
  scene.jumpAhead();
  const watched = scene.client().watch(WatchTaskDocument, { id });
  await watched.until(({ taskUpdated }) => taskUpdated.version === 2);
  await kie.clock.step(10);
  await watched.end();

  const names = [
    'POST /graphql',
    'mutation',
    'create tasks',
    'purchase ADD_VOCALS',
    'POST',
    'save tasks',
    'callback ADD_VOCALS',
    'poll ADD_VOCALS',
    'GET',
    'push ADD_VOCALS',
  ];
  const trace = await eventually(() => {
    const spans = collector.trace(client.traceId);
    expect(spans.map(({ name }) => name)).toEqual(expect.arrayContaining(names));
    return spans;
  });
  const at = (name: string): CollectedSpan => named(trace, name);
  const parents = new Set([client.spanId, ...trace.map(({ spanId }) => spanId)]);
  expect(
    trace.filter(({ parentSpanId = '' }) => !parents.has(parentSpanId)),
    'every span hangs on another',
  ).toEqual([]);
  expect(at('POST /graphql')).toMatchObject({ kind: 2, parentSpanId: client.spanId });
  expect(at('mutation').parentSpanId).toBe(at('POST /graphql').spanId);
  expect(at('mutation').attributes).toMatchObject({
    'graphql.operation.type': 'mutation',
    'graphql.operation.name': 'AddVocals',
  });
  expect(at('POST').parentSpanId, 'the call to the provider').toBe(at('purchase ADD_VOCALS').spanId);
  expect(at('POST').attributes).toMatchObject({ 'http.response.status_code': 200, 'server.address': '127.0.0.1' });
  expect(at('purchase ADD_VOCALS').attributes).toMatchObject({ 'stemgate.outcome': 'accepted' });
  expect(at('create tasks').attributes).toMatchObject({ 'db.system.name': 'sqlite', 'db.operation.name': 'create' });
  expect(at('GET').parentSpanId, 'the read of the record').toBe(at('poll ADD_VOCALS').spanId);
  expect(at('GET').attributes['url.full'], 'without its query').toBe(`${kie.url}/api/v1/generate/record-info`);

  const [callback, push] = [at('callback ADD_VOCALS'), at('push ADD_VOCALS')];
  expect(callback.instance, 'another process').not.toBe(at('mutation').instance);
  expect(callback.startedAt - at('mutation').startedAt).toBeGreaterThan(HOUR_MS);
  expect(push.attributes).toMatchObject({ 'messaging.operation.type': 'send' });
  expect(push.instance).toBe(callback.instance);
  // The provider and the subscriber have traces of their own, which are linked.
  const linked = ({ links: [link] }: CollectedSpan) => collector.spans.find(({ spanId }) => spanId === link?.spanId);
  await eventually(() => {
    expect(linked(callback)).toMatchObject({ name: 'POST /callbacks/:token', kind: 2 });
    expect(linked(push)).toMatchObject({ name: 'subscription', kind: 2 });
  });
  expect(collector.resources[0]).toMatchObject({ 'service.name': 'music' });

  await eventually(() => expect([...collector.metrics.keys()]).toContain('stemgate_callbacks_total'));
  const text = collector.text();
  const tokens = kie.ledger().map(({ callBackUrl }) => callBackUrl.split('/').at(-1) ?? '');
  expect(tokens[0]).toMatch(/.{20}/);
  for (const secret of [KEY, ...tokens, 'Lights on the water', 'Night Ferry']) expect(text).not.toContain(secret);
  expect(purchasesAt(kie)).toHaveLength(1);
  const [posted] = kie.journal({ kind: 'request', method: 'POST' });
  expect(posted?.sent.headers, 'the provider is told nothing').not.toHaveProperty('traceparent');
});

/** What clients may send as `traceparent`, and no trace can go on from. */
const HOSTILE = [
  '00-00000000000000000000000000000000-00f067aa0ba902b7-01',
  '00-4bf92f3577b34da6a3ce929d0e0e4736-0000000000000000-01',
  'ff-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01',
  '00-4BF92F3577B34DA6A3CE929D0E0E4736-00F067AA0BA902B7-01',
  '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01-more',
  `01-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01-${'x'.repeat(8_000)}`,
  '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01, 00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01',
  "'; DROP TABLE tasks; --",
];
const FOREIGN = '4bf92f3577b34da6a3ce929d0e0e4736';

it('a traceparent without meaning begins a new trace, and what is not to be sampled is not', async () => {
  await using collector = await openCollector();
  await using scene = await openScene({ env: { ...collector.env, UPSTREAM_TRACEPARENT: 'on' } });
  const { origin, kie } = scene;
  const ask = async (traceparent: string): Promise<number> => {
    const headers = { 'content-type': 'application/json', traceparent };
    const body = JSON.stringify({ query: `query Q${traceparent.length} { __typename }` });
    return (await fetch(`${origin}/graphql`, { method: 'POST', headers, body })).status;
  };
  for (const traceparent of HOSTILE) expect(await ask(traceparent)).toBe(200);
  const [unsampled, sampled] = [newTrace('00'), newTrace('01')];
  await buy(scene, unsampled.traceparent, 'Unsampled');
  const id = await buy(scene, sampled.traceparent);
  await scene.client().watch(WatchTaskDocument, { id }).end();

  // On a socket, each request says where it stands; one that does not stands where the socket was opened.
  const client = createClient({ url: `${origin.replace('http', 'ws')}/graphql`, webSocketImpl: WebSocket });
  const inSocket = newTrace();
  const run = async (query: string, traceparent: unknown) => {
    for await (const part of client.iterate({ query, extensions: { traceparent } }))
      expect(part.errors).toBeUndefined();
  };
  await run('query OnSocket { __typename }', inSocket.traceparent);
  for (const traceparent of [...HOSTILE, 7, { a: 1 }]) await run('query Hostile { __typename }', traceparent);
  await client.dispose();

  await eventually(() => {
    expect(collector.trace(sampled.traceId).map(({ name }) => name)).toContain('push ADD_VOCALS');
    expect(collector.trace(inSocket.traceId)).toMatchObject([
      { name: 'graphql.parse' },
      { name: 'graphql.validate' },
      { name: 'graphql.execute' },
      { name: 'query', kind: 2, parentSpanId: inSocket.spanId, attributes: { 'graphql.operation.name': 'OnSocket' } },
    ]);
    const hostile = collector.spans.filter(({ attributes }) => attributes['graphql.operation.name'] === 'Hostile');
    expect(hostile).toHaveLength(HOSTILE.length + 2);
  });
  expect(collector.trace(unsampled.traceId)).toEqual([]);
  expect(collector.trace(FOREIGN)).toEqual([]);
  expect(collector.text()).not.toContain('xxxxxxxx');

  // The provider is told where it stands, because a setting wants that.
  const told = kie.journal({ kind: 'request', method: 'POST' }).map(({ sent }) => sent.headers['traceparent']);
  expect(told).toEqual(
    expect.arrayContaining([
      expect.stringMatching(`^00-${sampled.traceId}-[0-9a-f]{16}-01$`),
      expect.stringMatching(`^00-${unsampled.traceId}-[0-9a-f]{16}-00$`),
    ]),
  );

  // The metrics are those of /metrics, under the same names.
  const text = await (await fetch(`${origin}/metrics`)).text();
  const names = [...text.matchAll(/^# TYPE (\w+)/gm)].map(([, name]) => name);
  expect([...collector.metrics.keys()].toSorted()).toEqual(names.toSorted());
  await eventually(() => {
    const bought = collector.metrics.get('stemgate_purchases_total');
    expect(bought).toMatchObject([{ attributes: { operation: 'ADD_VOCALS', outcome: 'accepted' }, asDouble: 2 }]);
    const [delay] = collector.metrics.get('stemgate_push_delay_seconds') ?? [];
    expect(delay?.bucketCounts?.reduce<number>((sum, count) => sum + Number(count), 0)).toBe(Number(delay?.count));
    expect(Number(delay?.count)).toBeGreaterThan(0);
  });
});

describe('what is loaded', () => {
  const HOOK = fileURLToPath(new URL('../support/loaded-packages.ts', import.meta.url));
  const live = async (env: Readonly<Record<string, string>>): Promise<string> => {
    await using scene = await openScene({ env: { NODE_OPTIONS: `--import=${HOOK}`, ...env } });
    const id = await buy(scene, newTrace().traceparent);
    await scene.client().watch(WatchTaskDocument, { id }).end();
    await (await fetch(`${scene.origin}/metrics`)).text();
    await scene.gateway().stop();
    return scene.gateway().output();
  };

  it('is nothing of OpenTelemetry where no endpoint is set, whatever else is', async () => {
    for (const env of [
      { OTEL_SERVICE_NAME: 'music', OTEL_TRACES_SAMPLER: 'always_on' },
      { OTEL_EXPORTER_OTLP_ENDPOINT: 'http://127.0.0.1:1', OTEL_SDK_DISABLED: 'true' },
    ]) {
      expect(await live(env)).not.toContain('loaded: @opentelemetry/');
    }
  });

  it('is OpenTelemetry where one is set; it sends protobuf unless told otherwise', async () => {
    await using collector = await openCollector();
    const output = await live({ OTEL_EXPORTER_OTLP_ENDPOINT: collector.url, SHUTDOWN_GRACE_MS: '20000' });
    expect(output).toContain('loaded: @opentelemetry/sdk-trace/');
    // Sent on the way out: nothing was due before.
    const types = collector.received.map(({ path, type }) => `${path} ${type}`);
    expect(types.toSorted()).toEqual(['/v1/metrics application/x-protobuf', '/v1/traces application/x-protobuf']);
    expect(collector.text()).toContain('purchase ADD_VOCALS');
    expect(output).not.toContain('could not be sent');
  });
});

describe('a collector that', () => {
  const suffer = async (endpoint: string, timeoutMs: number): Promise<void> => {
    await using scene = await openScene({
      env: {
        OTEL_EXPORTER_OTLP_ENDPOINT: endpoint,
        OTEL_EXPORTER_OTLP_TIMEOUT: String(timeoutMs),
        OTEL_BSP_SCHEDULE_DELAY: '10',
        OTEL_BSP_MAX_QUEUE_SIZE: '50',
        OTEL_METRIC_EXPORT_INTERVAL: '50',
      },
    });
    const id = await buy(scene, newTrace().traceparent);
    await scene.client().watch(WatchTaskDocument, { id }).end();
    const ask = () => fetch(`${scene.origin}/graphql?query={__typename}`).then(({ status }) => status);
    for (let round = 0; round < 20; round += 1) {
      expect(new Set(await Promise.all(Array.from({ length: 20 }, ask)))).toEqual(new Set([200]));
    }
    await scene.gateway().said(/could not be sent: see OTEL_EXPORTER_OTLP_ENDPOINT/);
    const stopped = performance.now();
    await scene.gateway().stop();
    expect(performance.now() - stopped, 'the grace period is 1 s').toBeLessThan(3_000);
    const told = [
      ...scene
        .gateway()
        .output()
        .matchAll(/could not be sent/g),
    ];
    expect(told, 'one line, however often').toHaveLength(1);
  };

  it('is not there harms nobody', async () => {
    await suffer('http://127.0.0.1:1', 200);
  });

  it('takes what it is sent and never answers harms nobody', async () => {
    const server = createServer(() => undefined).listen(0, '127.0.0.1');
    await once(server, 'listening');
    const address = server.address();
    try {
      const endpoint = `http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}`;
      await suffer(endpoint, 200);
      // Its patience is longer than the grace period.
      await suffer(endpoint, 60_000);
    } finally {
      server.close();
    }
  });
});
