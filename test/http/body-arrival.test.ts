import { connect } from 'node:net';
import { expect, test } from 'vitest';
import { startGateway } from '../support/gateway.ts';
import { sendRaw } from '../support/raw-http.ts';

/* The body of a request comes with its headers, after them, or in pieces. */

const HEAD = 'POST /graphql HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n';

const bodyOf = (name: string): string => JSON.stringify({ query: `{ ${name}: __typename }` });

const request = (name: string, more = ''): string =>
  `${HEAD}${more}Content-Length: ${bodyOf(name).length}\r\n\r\n${bodyOf(name)}`;

const answersIn = (text: string): string[] => [...text.matchAll(/\{"data":\{"(\w+)"/g)].map(([, name = '']) => name);

test('requests that come together are each answered, in their order', async () => {
  await using gateway = await startGateway();
  const last = request('c', 'Connection: close\r\n');
  const text = await sendRaw(gateway.port, request('a') + request('b') + last);
  expect(answersIn(text)).toEqual(['a', 'b', 'c']);
  expect(text.match(/HTTP\/1\.1 200 OK/g)).toHaveLength(3);
  await expect.poll(() => gateway.log().filter(({ msg }) => msg === 'request')).toHaveLength(3);
});

test('a body is the same in pieces, at once, and in chunks', async () => {
  let isAsked = (): void => undefined;
  const authenticator = {
    async authenticate() {
      isAsked();
      return { viewer: 'alice', expiresAt: null };
    },
  };
  await using gateway = await startGateway({ http: { authenticator } });
  const { promise: asked, resolve } = Promise.withResolvers<void>();
  isAsked = resolve;
  const whole = request('pieces');
  const socket = connect(gateway.port, '127.0.0.1');
  let text = '';
  socket.on('data', (bytes) => {
    text += bytes;
  });
  socket.write(whole.slice(0, -10));
  await asked;
  socket.write(whole.slice(-10));
  await expect.poll(() => answersIn(text)).toEqual(['pieces']);
  socket.write(request('atOnce'));
  await expect.poll(() => answersIn(text)).toEqual(['pieces', 'atOnce']);
  const body = bodyOf('chunks');
  socket.write(`${HEAD}Transfer-Encoding: chunked\r\n\r\n${body.length.toString(16)}\r\n${body}\r\n0\r\n\r\n`);
  await expect.poll(() => answersIn(text)).toEqual(['pieces', 'atOnce', 'chunks']);
  socket.end();
});

test('a request without a body, and one with an empty one, are refused alike', async () => {
  await using gateway = await startGateway();
  for (const length of ['', 'Content-Length: 0\r\n']) {
    const text = await sendRaw(gateway.port, `${HEAD}${length}Connection: close\r\n\r\n`);
    expect(text).toMatch(/^HTTP\/1\.1 400 [\s\S]*The body is not valid JSON/);
  }
});

test('what a client asked for that left before it was known is not done', async () => {
  const { promise: known, resolve: tell } = Promise.withResolvers<void>();
  const authenticator = {
    async authenticate() {
      await known;
      return { viewer: 'alice', expiresAt: null };
    },
  };
  await using gateway = await startGateway({ http: { authenticator } });
  const query = 'mutation { separateVocals(input: {source: {audioUrl: "https://m.example.com/a.mp3"}}) { reused } }';
  const body = JSON.stringify({ query });
  const socket = connect(gateway.port, '127.0.0.1', () => {
    socket.write(`${HEAD}Content-Length: ${body.length}\r\n\r\n${body}`, () => socket.resetAndDestroy());
  });
  await expect.poll(() => gateway.log().filter(({ status }) => status === 499)).toHaveLength(1);
  tell();
  expect((await gateway.post({ query: '{ __typename }' })).status).toBe(200);
  expect(gateway.domain.provider.attempts).toEqual([]);
});
