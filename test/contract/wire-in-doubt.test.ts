import { describe, expect, it } from 'vitest';
import { buyAt, OK, SILENCE_MS, serve } from '../support/provider-exchange.ts';
import { type Behaviour, httpAnswer } from '../support/wire-server.ts';

/*
 * Purchases whose exchange breaks after the request may have arrived, against a real socket. The number of
 * requests that the other side saw is half of each assertion: a doubt must never become a second purchase.
 */

describe('a purchase in doubt', () => {
  const half = OK.slice(0, OK.length - 20);
  const broken: readonly [string, Behaviour][] = [
    ['reset after the whole request', ({ request, reset }) => request().then(reset)],
    ['closed after the whole request', ({ request, socket }) => request().then(() => void socket.end())],
    [
      'reset within the headers',
      async ({ request, reset, socket }) => {
        await request();
        socket.write('HTTP/1.1 200 OK\r\ncontent-ty', reset);
      },
    ],
    [
      'reset within the body',
      async ({ request, socket, reset }) => {
        await request();
        socket.write(half, () => setImmediate(reset));
      },
    ],
    [
      'closed within the body',
      async ({ request, socket }) => {
        await request();
        socket.end(half);
      },
    ],
    [
      'a length that promises more than comes',
      async ({ request, socket }) => {
        await request();
        socket.end(OK.replace(/content-length: \d+/, 'content-length: 500'));
      },
    ],
    [
      'a length that cuts the body short',
      async ({ request, socket }) => {
        await request();
        socket.end(OK.replace(/content-length: \d+/, 'content-length: 12'));
      },
    ],
    [
      'chunks that break off',
      async ({ request, socket }) => {
        await request();
        socket.end('HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n33\r\n{"code":200,"data":{"ta');
      },
    ],
    ['something that is no HTTP', ({ request, socket }) => request().then(() => void socket.end('220 ftp ready\r\n'))],
    ['HTML with 502', ({ request, send }) => request().then(() => send(httpAnswer(502, '<html>Bad</html>')))],
    ['503 with a JSON body', ({ request, send }) => request().then(() => send(httpAnswer(503, '{"code":455}')))],
    ['an empty 200', ({ request, send }) => request().then(() => send(httpAnswer(200, '')))],
    ['204', ({ request, send }) => request().then(() => send('HTTP/1.1 204 No Content\r\n\r\n'))],
    [
      '200 without a task id',
      ({ request, send }) => request().then(() => send(httpAnswer(200, '{"code":200,"data":{}}'))),
    ],
    ['body code 500', ({ request, send }) => request().then(() => send(httpAnswer(200, '{"code":500,"data":null}')))],
  ];

  it.each(broken)('%s', async (_name, behave) => {
    const server = await serve(behave);
    expect((await buyAt(server.url)).kind).toBe('in-doubt');
    expect([server.connections, server.requests.length]).toEqual([1, 1]);
  });

  const silent: readonly [string, Behaviour][] = [
    ['never answered', ({ request }) => request().then(() => undefined)],
    ['hanging within the headers', ({ request, send }) => request().then(() => send('HTTP/1.1 200 OK\r\ncontent-ty'))],
    ['hanging within the body', ({ request, send }) => request().then(() => send(half))],
    [
      'a body that drips past the deadline',
      async ({ request, socket }) => {
        await request();
        const bytes = [...OK];
        const drip = setInterval(() => socket.write(bytes.shift() ?? ''), SILENCE_MS / 100);
        socket.on('close', () => clearInterval(drip));
      },
    ],
  ];

  it.each(silent)('%s', async (_name, behave) => {
    const server = await serve(behave);
    expect((await buyAt(server.url, { timeoutMs: SILENCE_MS })).kind).toBe('in-doubt');
    // On a loaded machine time may be up before the other side has looked.
    await expect.poll(() => server.requests.length).toBe(1);
    expect(server.connections).toBe(1);
  });

  it.each<[string, Behaviour]>([
    ['closed right after the connection', ({ socket }) => void socket.end()],
    ['never even read', () => undefined],
  ])('%s', async (_name, behave) => {
    const server = await serve(behave);
    expect((await buyAt(server.url, { timeoutMs: SILENCE_MS })).kind).toBe('in-doubt');
    expect([server.connections, server.requests.length]).toEqual([1, 0]);
  });

  it('reset while the request is coming', async () => {
    const server = await serve(({ firstBytes, reset }) => firstBytes().then(reset));
    expect((await buyAt(server.url)).kind).toBe('in-doubt');
    expect(server.connections).toBe(1);
    // Whether the rest of it came before the reset went is the machine's affair.
    expect(server.requests.length).toBeLessThanOrEqual(1);
  });

  it.each([
    ['a length', 'content-length: 20000000\r\n\r\n'],
    // The rest of the chunk never comes.
    ['chunks', 'transfer-encoding: chunked\r\n\r\n1312D00\r\n'],
  ])('more than one could read, in %s, of which the rest is not waited for', async (_, head) => {
    const server = await serve(async ({ request, socket }) => {
      await request();
      socket.write(`HTTP/1.1 200 OK\r\n${head}`);
      socket.write('x'.repeat(10_000_000));
    });
    expect(await buyAt(server.url)).toMatchObject({ kind: 'in-doubt', reason: expect.stringContaining('max size') });
    expect([server.connections, server.requests.length]).toEqual([1, 1]);
  });

  it('reset right after the connection: unsent if we knew before we wrote, else in doubt', async () => {
    const server = await serve(({ reset }) => reset());
    expect(['not-sent', 'in-doubt']).toContain((await buyAt(server.url)).kind);
    expect([server.connections, server.requests.length]).toEqual([1, 0]);
  });

  it('keeps the key out of the reason', async () => {
    const server = await serve(({ request, reset }) => request().then(reset));
    expect(JSON.stringify(await buyAt(server.url))).not.toMatch(/secret-key/);
  });

  it.each([301, 302, 303, 307, 308])('a redirect (%i) is not followed', async (status) => {
    const elsewhere = await serve(({ request, send }) => request().then(() => send(OK)));
    const server = await serve(({ request, send }) =>
      request().then(() =>
        send(httpAnswer(status, '', { location: `${elsewhere.url}/api/v1/vocal-removal/generate` })),
      ),
    );
    const outcome = await buyAt(server.url);
    expect(outcome.kind).toBe('in-doubt');
    expect([server.requests.length, elsewhere.connections]).toEqual([1, 0]);
  });
});
