import { afterAll, beforeAll, expect, test } from 'vitest';
import { startGateway, type TestGateway } from '../support/gateway.ts';

let gateway: TestGateway;

beforeAll(async () => {
  gateway = await startGateway({
    http: { callbacks: { accepts: () => true, receive: () => Promise.reject(new Error('broken')) } },
  });
});

afterAll(() => gateway.server.drain(200));

const guarded = {
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
  'referrer-policy': 'no-referrer',
  'cross-origin-resource-policy': 'same-origin',
  'content-security-policy': expect.stringContaining("frame-ancestors 'none'"),
  'cache-control': expect.stringMatching(/^no-(store|cache)/),
};

const json = { 'content-type': 'application/json' };

test.each<[string, string, RequestInit, number]>([
  ['a result', '/graphql?query={__typename}', {}, 200],
  ['a refusal', '/graphql', { method: 'POST', body: '{', headers: json }, 400],
  ['a stream', '/graphql?query={__typename}', { headers: { accept: 'text/event-stream' } }, 200],
  ['GraphiQL', '/graphql', { headers: { accept: 'text/html' } }, 200],
  ['a sign of life', '/livez', {}, 200],
  ['the metrics', '/metrics', {}, 200],
  ['a path that does not exist', '/nowhere', {}, 404],
  ['a callback URL that is asked', '/callbacks/x', {}, 404],
  ['a door that breaks', '/callbacks/x', { method: 'POST', body: '{}' }, 500],
])('%s can be neither framed, nor taken for something else, nor kept', async (_name, path, init, status) => {
  const response = await fetch(gateway.origin + path, init);
  await response.text();
  expect(response.status).toBe(status);
  expect(Object.fromEntries(response.headers)).toMatchObject(guarded);
});

test('what stands in the place of a token is in no line of the log, whatever it looks like', async () => {
  await (await fetch(`${gateway.origin}/callbacks/%41-secret`)).text();
  await expect.poll(() => gateway.logText()).toContain('"path":"/callbacks/:token"');
  expect(gateway.logText()).not.toContain('secret');
});
