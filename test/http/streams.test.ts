import { expect, test } from 'vitest';
import { globalIdOf } from '../../src/resolvers/global-id.ts';
import { createChanges } from '../support/changes.ts';
import { startGateway, type TestGateway } from '../support/gateway.ts';

const QUERY = 'subscription($id: ID!) { taskUpdated(id: $id) { version status } }';

/** Reads a body bit by bit. */
const reading = (response: Response) => {
  const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader();
  let text = '';
  return {
    async until(pattern: RegExp): Promise<string> {
      for (;;) {
        if (pattern.test(text)) return text;
        const chunk = await reader?.read();
        if (!chunk || chunk.done) throw new Error(`it ended with ${JSON.stringify(text)}`);
        text += chunk.value;
      }
    },
    async rest(): Promise<string> {
      for (;;) {
        const chunk = await reader?.read();
        if (!chunk || chunk.done) return text;
        text += chunk.value;
      }
    },
    stop: () => reader?.cancel(),
  };
};

const open = async (gateway: TestGateway, headers: Record<string, string> = {}) => {
  const task = await gateway.buy();
  const variables = { id: globalIdOf(task) };
  const response = await gateway.post({ query: QUERY, variables }, { accept: 'text/event-stream', ...headers });
  return { task, response, changes: createChanges(gateway.domain, task), ...reading(response) };
};

const openStreams = async (gateway: TestGateway): Promise<number> =>
  Number(/stemgate_open_subscriptions\{transport="http"\} (\d+)/.exec(await gateway.metrics.read())?.[1] ?? 0);

test('a stream tells each change, then that it is complete, and nothing on the way may keep it back', async () => {
  await using gateway = await startGateway();
  const { response, changes, until, rest } = await open(gateway);
  expect(response.status).toBe(200);
  expect(Object.fromEntries(response.headers)).toMatchObject({
    'content-type': 'text/event-stream; charset=utf-8',
    'cache-control': 'no-cache, no-transform',
    'x-accel-buffering': 'no',
  });
  await until(/"version":2/);
  await changes.next();
  await until(/"version":3/);
  await changes.finish();
  expect(await rest()).toBe(
    [
      ':',
      'id: 2\nevent: next\ndata: {"data":{"taskUpdated":{"version":2,"status":"PROCESSING"}}}',
      'id: 3\nevent: next\ndata: {"data":{"taskUpdated":{"version":3,"status":"PROCESSING"}}}',
      'id: 4\nevent: next\ndata: {"data":{"taskUpdated":{"version":4,"status":"SUCCEEDED"}}}',
      'event: complete\ndata:',
      '',
    ].join('\n\n'),
  );
});

test('a browser can open one by its address alone', async () => {
  await using gateway = await startGateway();
  const task = await gateway.buy();
  const search = new URLSearchParams({ query: QUERY, variables: JSON.stringify({ id: globalIdOf(task) }) });
  const response = await fetch(`${gateway.url}?${search}`, { headers: { accept: 'text/event-stream' } });
  const { until, stop } = reading(response);
  await until(/"version":2/);
  await stop();
});

test('it beats while there is no news', async () => {
  await using gateway = await startGateway({ http: { limits: { heartbeatMs: 10 } } });
  const { until, stop } = await open(gateway);
  expect(await until(/"version":2[^:]*(:[^:]*)*\n:\n\n:\n\n/)).toContain('event: next');
  await stop();
});

test('what nobody reads any more is ended', async () => {
  await using gateway = await startGateway();
  const { until, stop } = await open(gateway);
  await until(/"version":2/);
  expect(await openStreams(gateway)).toBe(1);
  await stop();
  await expect.poll(() => openStreams(gateway)).toBe(0);
});

test("Apollo's multipart streams are spoken too", async () => {
  await using gateway = await startGateway({ http: { limits: { heartbeatMs: 20 } } });
  const accept = 'multipart/mixed;boundary=graphql;subscriptionSpec=1.0,application/graphql-response+json';
  const { response, changes, until, rest } = await open(gateway, { accept });
  expect(response.headers.get('content-type')).toBe('multipart/mixed; boundary="graphql"; subscriptionSpec="1.0"');
  await until(/\{\}/);
  await changes.finish();
  const parts = (await rest()).split('\r\n--graphql');
  const bodies = parts.map((part) => part.split('\r\n\r\n')[1]).filter((body) => body && body !== '{}');
  expect(bodies).toEqual([
    '{"payload":{"data":{"taskUpdated":{"version":2,"status":"PROCESSING"}}}}',
    '{"payload":{"data":{"taskUpdated":{"version":3,"status":"SUCCEEDED"}}}}',
  ]);
  expect(parts.at(-1)).toBe('--\r\n');
});

test('what was seen already is not told again', async () => {
  await using gateway = await startGateway();
  const task = await gateway.buy();
  const changes = createChanges(gateway.domain, task);
  const query = `subscription { taskUpdated(id: "${globalIdOf(task)}", afterVersion: 2) { version } }`;
  const { rest } = reading(await gateway.post({ query }, { accept: 'text/event-stream' }));
  await changes.finish();
  const versions = [...(await rest()).matchAll(/"version":(\d+)/g)].map(([, version]) => version);
  expect(versions).toEqual(['3']);
});

test('how late news is can be read from the metrics, and what was there before is no news', async () => {
  await using gateway = await startGateway();
  const task = await gateway.buy();
  await gateway.domain.clock.advance(1_000);
  const { until, rest } = reading(
    await gateway.post({ query: QUERY, variables: { id: globalIdOf(task) } }, { accept: 'text/event-stream' }),
  );
  await until(/"version":2/);
  await createChanges(gateway.domain, task).finish();
  await rest();
  expect(await gateway.metrics.read()).toMatch(/^stemgate_push_delay_seconds_count 1$/m);
});

test('a single result fits into a stream too, and takes no seat of one', async () => {
  await using gateway = await startGateway({ http: { limits: { socketsPerViewer: 0 } } });
  const response = await gateway.post({ query: '{ __typename }' }, { accept: 'text/event-stream' });
  expect([response.status, await response.text()]).toEqual([
    200,
    ':\n\nevent: next\ndata: {"data":{"__typename":"Query"}}\n\nevent: complete\ndata:\n\n',
  ]);
});

test('a client that is gone before its stream begins leaves nothing behind', async () => {
  let release: () => void = () => undefined;
  const held = new Promise<void>((resolve) => {
    release = resolve;
  });
  await using gateway = await startGateway({
    http: { limits: { heartbeatMs: 20 } },
    domain: {
      wrapStore: (store) => ({
        ...store,
        latestSequence: async (viewer) => held.then(() => store.latestSequence(viewer)),
      }),
    },
  });
  const client = new AbortController();
  const asked = fetch(gateway.url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', accept: 'text/event-stream' },
    body: JSON.stringify({ query: 'subscription { tasksUpdated { cursor } }' }),
    signal: client.signal,
  });
  await expect.poll(() => gateway.domain.storeCalls()).toBe(1);
  client.abort();
  await expect(asked).rejects.toThrow();
  await expect.poll(() => gateway.log().some(({ status }) => status === 499)).toBe(true);
  release();
  await expect
    .poll(async () => (await gateway.metrics.read()).includes('open_subscriptions{transport="http"} 0'))
    .toBe(true);
});

test('a stream about a task that is not there is the request’s fault, and says so', async () => {
  await using gateway = await startGateway();
  const variables = { id: 'task_00000000-0000-4000-8000-000000000000' };
  const response = await gateway.post({ query: QUERY, variables }, { accept: 'text/event-stream' });
  expect(response.status).toBe(400);
  expect(await response.json()).toMatchObject({ errors: [{ extensions: { code: 'NOT_FOUND' } }] });
});

test('an event source resumes by the id of its last event', async () => {
  await using gateway = await startGateway();
  const { task, until, stop, changes } = await open(gateway);
  await changes.next();
  await until(/id: 3\n/);
  await stop();
  await changes.finish();
  const variables = { id: globalIdOf(task), seen: 1 };
  const query = 'subscription($id: ID!, $seen: Int) { task: taskUpdated(id: $id, afterVersion: $seen) { v: version } }';
  const resumed = await gateway.post({ query, variables }, { accept: 'text/event-stream', 'last-event-id': '3' });
  expect(await resumed.text()).toBe(
    ':\n\nid: 4\nevent: next\ndata: {"data":{"task":{"v":4}}}\n\nevent: complete\ndata:\n\n',
  );
  const seen = await gateway.post({ query, variables }, { accept: 'text/event-stream', 'last-event-id': '4' });
  expect(await seen.text()).toBe(':\n\nevent: complete\ndata:\n\n');
});

test('so does one of all tasks, by cursors', async () => {
  await using gateway = await startGateway();
  await gateway.buy();
  const follow = async (headers: Record<string, string>, count: number) => {
    const query = 'subscription { tasksUpdated(after: "0") { cursor task { version } } }';
    const response = await gateway.post({ query }, { accept: 'text/event-stream', ...headers });
    const { until, stop } = reading(response);
    const text = await until(new RegExp(`(id: [^]+?\n\n){${count}}`));
    await stop();
    return [...text.matchAll(/^id: (.+)\nevent: next\ndata: (.+)$/gm)].map(([, id, data = '']) => ({
      id,
      cursor: JSON.parse(data).data.tasksUpdated.cursor,
    }));
  };
  const [first] = await follow({}, 1);
  expect(first?.id).toBe(first?.cursor);
  await gateway.buy();
  const [second] = await follow({ 'last-event-id': first?.id ?? '' }, 1);
  expect(second?.cursor).not.toBe(first?.cursor);
  const all = await follow({}, 2);
  expect(all.at(-1)).toEqual(second);
});

test('ids are only where the client selects them, and a made-up one is refused', async () => {
  await using gateway = await startGateway();
  const task = await gateway.buy();
  await createChanges(gateway.domain, task).finish();
  const variables = { id: globalIdOf(task) };
  const ask = async (query: string, lastEventId: string) => {
    const response = await gateway.post(
      { query, variables },
      { accept: 'text/event-stream', 'last-event-id': lastEventId },
    );
    return await response.text();
  };
  expect(await ask('subscription($id: ID!) { taskUpdated(id: $id) { status } }', '')).not.toContain('id:');
  const inFragment = 'subscription($id: ID!) { ...F } fragment F on Subscription { taskUpdated(id: $id) { version } }';
  expect(await ask(inFragment, '1')).toContain('"version"');
  expect(await ask(QUERY, '1 or 2')).toContain('"code":"BAD_USER_INPUT"');
  expect(await ask('{ __typename }', '7')).toContain('"__typename":"Query"');
  const cursor = 'subscription { tasksUpdated { cursor } }';
  expect(await ask(cursor, 'made up')).toContain('"code":"BAD_USER_INPUT"');
});
