import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, it } from 'vitest';
import { WebSocketServer } from 'ws';
import { COUNTER, requestMaker } from '../../bench/load/counter.ts';
import { openHttpConnection } from '../../bench/load/http-connection.ts';
import { runHttpLoad } from '../../bench/load/http-load.ts';
import { createPoster } from '../../bench/load/poster.ts';
import { postRequest } from '../../bench/load/requests.ts';
import { openWebSocket } from '../../bench/load/web-socket.ts';

const portOf = (address: AddressInfo | string | null): number => {
  if (address === null || typeof address === 'string') throw new Error('no port');
  return address.port;
};

/** A server that answers each request with its own body, in the given way. */
const echo = async (isChunked: boolean, status = 200) => {
  const bodies: string[] = [];
  const server = createServer((request, response) => {
    let body = '';
    request.setEncoding('utf8').on('data', (text: string) => {
      body += text;
    });
    request.on('end', () => {
      bodies.push(body);
      response.writeHead(status, isChunked ? {} : { 'content-length': Buffer.byteLength(body) });
      // In two pieces: the reader must wait for the second.
      response.write(body.slice(0, 3));
      setImmediate(() => response.end(body.slice(3)));
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    port: portOf(server.address()),
    bodies,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
};

it.each([false, true])('reads answers whole that come in pieces (in chunks: %s)', async (isChunked) => {
  await using server = await echo(isChunked);
  const { port } = server;
  // Longer than what a socket gives at once.
  const sent = ['{"a":"ä"}', 'z'.repeat(300_000), 'short'];
  const got: string[] = [];
  await new Promise<void>((resolve, reject) => {
    const connection = openHttpConnection(
      port,
      ({ status, body }) => {
        got.push(`${status} ${body}`);
        const next = sent[got.length];
        if (next !== undefined) connection.send(Buffer.from(postRequest({ port, authorization: null }, '/', next)));
        else resolve(connection.close());
      },
      reject,
    );
    connection.send(Buffer.from(postRequest({ port, authorization: null }, '/', sent[0] ?? '')));
  });
  expect(got).toEqual(sent.map((body) => `200 ${body}`));
});

it('sends its requests in turn, and as many as it was told', async () => {
  await using server = await echo(false);
  const { port, bodies } = server;
  const requests = ['{"a":1}', '{"b":12345}'].map((body) => postRequest({ port, authorization: null }, '/', body));
  const job = { port, requests, connections: 2, durationMs: 60_000, count: 10, forbidden: ['nothing'] };
  const { count } = await runHttpLoad(job);
  expect(count).toBe(10);
  expect(bodies.toSorted()).toEqual([...Array(5).fill('{"a":1}'), ...Array(5).fill('{"b":12345}')]);
});

it('ends at an answer that holds what is forbidden', async () => {
  await using server = await echo(false);
  const { port } = server;
  const requests = [postRequest({ port, authorization: null }, '/', '{"errors":[]}')];
  const job = { port, requests, connections: 1, durationMs: 60_000, forbidden: ['"errors":'] };
  await expect(runHttpLoad(job)).rejects.toThrow('an answer was HTTP 200: {"errors":[]}');
});

it('posts what finds no free connection in its turn, and tells what was not answered 200', async () => {
  await using good = await echo(false);
  await using bad = await echo(false, 503);
  const request = (port: number, body: string) => Buffer.from(postRequest({ port, authorization: null }, '/', body));
  const poster = createPoster(good.port, 1);
  await Promise.all(['first', 'second', 'third'].map((body) => poster.post(request(good.port, body))));
  poster.close();
  expect(good.bodies).toEqual(['first', 'second', 'third']);
  const refused = createPoster(bad.port, 1);
  await expect(refused.post(request(bad.port, 'fourth'))).rejects.toThrow('HTTP 503: fourth');
  refused.close();
});

it('makes requests of the same length that differ', () => {
  const make = requestMaker(`<${COUNTER}> and <${COUNTER}>`);
  const [first, second] = [make().toString(), make().toString()];
  expect(first).toMatch(/^<(\d{8})> and <\1>$/);
  expect(second).toMatch(/^<(\d{8})> and <\1>$/);
  expect(second).not.toBe(first);
});

it.each([0, 125, 126, 65_535, 65_536, 300_000])(
  'hears a message of %d characters, and answers pings',
  async (length) => {
    const server = new WebSocketServer({ port: 0, host: '127.0.0.1', path: '/graphql' });
    await once(server, 'listening');
    const heard: string[] = [];
    const said: string[] = [];
    let pongs = 0;
    server.on('connection', (socket) => {
      socket.on('pong', () => {
        pongs += 1;
      });
      socket.on('message', (data) => {
        said.push(String(data));
        socket.ping('are you there');
        socket.send('x'.repeat(length));
        socket.send('and one more');
      });
    });
    const { promise: ended, resolve } = Promise.withResolvers<string>();
    const client = openWebSocket(portOf(server.address()), {
      onOpen: () => client.sendText('y'.repeat(Math.min(length, 60_000))),
      onText: (text) => heard.push(text.toString()),
      onEnd: resolve,
    });
    await expect.poll(() => heard.length).toBe(2);
    await expect.poll(() => pongs).toBe(1);
    client.close();
    expect(await ended).toBe('closed with 1000 ');
    expect(heard).toEqual(['x'.repeat(length), 'and one more']);
    expect(said).toEqual(['y'.repeat(Math.min(length, 60_000))]);
    server.close();
    await once(server, 'close');
  },
);
