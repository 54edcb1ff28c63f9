import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import { apiKeys } from '../../src/config/api-keys.ts';
import { createChanges } from '../support/changes.ts';
import { startGateway } from '../support/gateway.ts';
import { sendRaw } from '../support/raw-http.ts';
import { openSocket } from '../support/socket.ts';

const VIEWER_KEY = 'canary-viewer-key-3f9a';
const HASHED_KEY = 'canary-hashed-key-77b1';
const API_KEY = 'canary-provider-key-"quoted"-91cc';
const HMAC_KEY = 'canary-hmac-key-52d0';
const DIGEST = createHash('sha256').update(HASHED_KEY).digest('hex');

test('secrets are in no log, no answer and no metric, whatever goes wrong', async () => {
  const said: string[] = [];
  const gateway = await startGateway({
    auth: {
      kind: 'api-key',
      keys: apiKeys.parse(`alice:${VIEWER_KEY},bob:sha256:${DIGEST}`),
    },
    secrets: [VIEWER_KEY, `sha256:${DIGEST}`, API_KEY, HMAC_KEY],
    domain: {
      hmacKey: HMAC_KEY,
      wrapStore: (store) => ({
        ...store,
        // A library that tells too much.
        list: () => Promise.reject(new Error(`401 from provider for Authorization: Bearer ${API_KEY}`)),
      }),
    },
  });
  const authorization = `Bearer ${VIEWER_KEY}`;
  const hear = async (response: Response) => {
    said.push(JSON.stringify([...response.headers]), await response.text());
  };

  // What goes well, what is refused, and what breaks, on each transport.
  for (const key of [VIEWER_KEY, HASHED_KEY, `${VIEWER_KEY}x`]) {
    const headers = { authorization: `Bearer ${key}` };
    await hear(await gateway.post({ query: '{ __typename }' }, headers));
    await hear(await gateway.post({ query: '{ tasks { nodes { id } } }' }, headers));
    await hear(
      await gateway.post({ query: '{ tasks { nodes { id } } }' }, { ...headers, accept: 'text/event-stream' }),
    );
    await hear(await gateway.post('{', headers));
    await hear(await fetch(`${gateway.url}?query={__typename}&authorization=${key}`, { headers }));
    await hear(await fetch(`${gateway.origin}/nowhere/${key}?${key}`, { headers: { ...headers, cookie: key } }));
    said.push(
      await sendRaw(
        gateway.port,
        `GET /graphql HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer ${key}\r\nX: \u0000\r\n\r\n`,
      ),
    );
    const socket = await openSocket(gateway.socketUrl, { headers: { cookie: key } });
    socket.send({ type: 'connection_init', payload: { authorization: `Bearer ${key}`, extra: key } });
    socket.subscribe('1', '{ tasks { nodes { id } } }');
    // A second one is refused, if the first was not.
    socket.send({ type: 'connection_init' });
    await socket.closed;
  }
  const socket = await openSocket(gateway.socketUrl);
  await socket.init({ authorization });
  said.push(JSON.stringify(await socket.run('1', '{ tasks { nodes { id } } }')));

  // A purchase, its callbacks good and bad, and its news.
  const task = await gateway.buy('key:alice');
  const token = gateway.domain.tokens.issue(task.id);
  await hear(await fetch(`${gateway.origin}/callbacks/${token}`, { method: 'POST', body: '{"data":{"task_id":"x"}}' }));
  await hear(await fetch(`${gateway.origin}/callbacks/${token}?${token}`));
  await hear(await fetch(`${gateway.origin}/callbacks/${token}/x`, { method: 'POST', body: '{' }));
  socket.subscribe('2', 'subscription { tasksUpdated(after: "0") { task { id status } } }');
  said.push(JSON.stringify(await socket.next()));
  await createChanges(gateway.domain, await gateway.domain.task(task.id)).finish();
  await socket.close();

  for (const path of ['/metrics', '/readyz', '/livez']) await hear(await fetch(gateway.origin + path));
  await gateway.server.drain(100);

  const heard = said.join('\n');
  const written = gateway.logText();
  expect(written).toContain('[redacted]');
  for (const secret of [VIEWER_KEY, HASHED_KEY, API_KEY, HMAC_KEY, DIGEST, token]) {
    for (const text of [secret, JSON.stringify(secret).slice(1, -1), encodeURIComponent(secret)]) {
      expect(heard).not.toContain(text);
      expect(written).not.toContain(text);
    }
  }
});
