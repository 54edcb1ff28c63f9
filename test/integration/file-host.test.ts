import { describe, expect, it } from 'vitest';
import type { Logger } from '../../src/domain/ports/logger.ts';
import { RefusedError } from '../../src/domain/tasks/errors.ts';
import { createKieFileHost } from '../../src/upstream/kie/file-host.ts';
import { createConnectProxy } from '../support/connect-proxy.ts';
import { type Behaviour, closedPort, createWireServer, httpAnswer } from '../support/wire-server.ts';

/* The host of uploads, over real sockets: what it gets byte for byte, and what becomes of each of its answers. */

const KEY = 'secret-key';
const SECRET_PART = 'signature0123456789abcdef';
const SOURCE = `https://media.example.com/a.mp3?sig=${SECRET_PART}`;

const hosted = {
  success: true,
  fileName: 'a.mp3',
  filePath: 'kieai/100001/stemgate/a.mp3',
  downloadUrl: 'https://files.example.com/kieai/100001/stemgate/a.mp3',
  fileSize: 12,
  mimeType: 'audio/mpeg',
  uploadedAt: '2026-01-01T00:00:00.000Z',
};
const body = (data: unknown, rest: object = {}): string =>
  JSON.stringify({ success: true, code: 200, msg: 'File uploaded successfully', data, ...rest });
const OK = httpAnswer(200, body(hosted));
const saying =
  (text: string): Behaviour =>
  ({ request, send }) =>
    request().then(() => send(text));

const quiet: Logger = { debug: () => {}, info: () => {}, warn: () => {}, error: () => {} };

const hostAt = (baseUrl: string, timeoutMs = 60_000) =>
  createKieFileHost({ baseUrl, apiKey: KEY, timeoutMs, proxies: null, secrets: [KEY], logger: quiet });

const open = async (behave: Behaviour, timeoutMs?: number) => {
  await using stack = new AsyncDisposableStack();
  const server = stack.use(await createWireServer(behave));
  const host = hostAt(server.url, timeoutMs);
  stack.defer(() => host.close());
  const parts = stack.move();
  return { server, host, [Symbol.asyncDispose]: () => parts.disposeAsync() };
};

async function* inParts(...parts: readonly string[]): AsyncGenerator<Uint8Array> {
  for (const part of parts) yield Buffer.from(part);
}

const fileOf = (content: AsyncIterable<Uint8Array>, size: number) => ({
  name: 'a.mp3',
  contentType: 'audio/mpeg',
  size,
  content,
});
const twelve = () => fileOf(inParts('first ', 'second'), 12);

const refusalOf = async (call: Promise<unknown>): Promise<unknown> => {
  const error = await call.then(
    () => null,
    (thrown: unknown) => thrown,
  );
  if (!(error instanceof RefusedError)) throw error ?? new Error('it was not refused');
  return error.refusals[0];
};

describe('a file that is stored', () => {
  it('is one form, fields first, with its length announced', async () => {
    await using world = await open(saying(OK));
    expect(await world.host.store(twelve())).toEqual({ url: hosted.downloadUrl, size: 12, contentType: 'audio/mpeg' });
    const [request] = world.server.requests;
    expect(request?.head).toMatch(/^POST \/api\/file-stream-upload HTTP\/1.1\r$/m);
    expect(request?.head).toMatch(/^authorization: Bearer secret-key\r$/m);
    expect(request?.head).not.toMatch(/transfer-encoding/i);
    const [, boundary] = /boundary=(\S+)/.exec(request?.head ?? '') ?? [];
    expect(request?.body.split('\r\n')).toEqual([
      `--${boundary}`,
      'Content-Disposition: form-data; name="uploadPath"',
      '',
      'stemgate',
      `--${boundary}`,
      'Content-Disposition: form-data; name="fileName"',
      '',
      'a.mp3',
      `--${boundary}`,
      'Content-Disposition: form-data; name="file"; filename="a.mp3"',
      'Content-Type: audio/mpeg',
      '',
      'first second',
      `--${boundary}--`,
      '',
    ]);
  });

  it('goes through a proxy', async () => {
    await using server = await createWireServer(saying(OK));
    await using proxy = await createConnectProxy(server.port);
    const proxies = { httpProxy: proxy.url, httpsProxy: '', noProxy: '' };
    const options = { apiKey: KEY, timeoutMs: 60_000, secrets: [KEY], logger: quiet };
    const host = createKieFileHost({ ...options, baseUrl: 'http://files.invalid/base', proxies });
    expect((await host.store(twelve())).url).toBe(hosted.downloadUrl);
    await host.close();
    expect(server.requests[0]?.head).toMatch(/^POST \/base\/api\/file-stream-upload /);
  });

  it('is cut off where its bytes end early, so that the host has no whole request', async () => {
    const { promise: closed, resolve } = Promise.withResolvers<void>();
    const seen: string[] = [];
    await using world = await open(({ socket }) => {
      socket.on('data', (chunk) => void seen.push(chunk.toString('latin1'))).on('close', () => resolve());
    });
    const fault = new Error('the client is gone');
    async function* breaking(): AsyncGenerator<Uint8Array> {
      yield Buffer.from('first ');
      await expect.poll(() => seen.join('')).toContain('first ');
      throw fault;
    }
    await expect(world.host.store(fileOf(breaking(), 12))).rejects.toBe(fault);
    await closed;
    expect(seen.join('')).toContain('first ');
    expect(seen.join('').endsWith('--\r\n')).toBe(false);
  });

  it('may take its time, as long as the host is quick', async () => {
    await using world = await open(saying(OK), 500);
    async function* slow(): AsyncGenerator<Uint8Array> {
      yield Buffer.from('first ');
      await new Promise((resolve) => setTimeout(resolve, 1_000));
      yield Buffer.from('second');
    }
    expect((await world.host.store(fileOf(slow(), 12))).url).toBe(hosted.downloadUrl);
  });
});

const unavailable = { code: 'UPSTREAM_UNAVAILABLE', retryable: true };

describe('a host in trouble', () => {
  it('that is not there', async () => {
    const host = hostAt(`http://127.0.0.1:${await closedPort()}`);
    expect(await refusalOf(host.store(twelve()))).toMatchObject(unavailable);
    expect(await refusalOf(host.fetch(SOURCE, null))).toMatchObject(unavailable);
    await host.close();
  });

  it('that never answers', async () => {
    await using world = await open(({ request }) => void request(), 200);
    expect(await refusalOf(world.host.store(twelve()))).toMatchObject(unavailable);
    expect(world.server.requests).toHaveLength(1);
  });

  it('that takes no bytes', async () => {
    await using world = await open(({ socket }) => void socket.pause(), 300);
    let taken = 0;
    async function* endless(): AsyncGenerator<Uint8Array> {
      for (;;) {
        taken += 65_536;
        yield Buffer.alloc(65_536);
      }
    }
    expect(await refusalOf(world.host.store(fileOf(endless(), 1e9)))).toMatchObject(unavailable);
    // What the kernel buffers, and no more: nothing is read that the host does not take.
    expect(taken).toBeLessThan(20_000_000);
  });

  it('that breaks off', async () => {
    await using world = await open(({ request, reset }) => request().then(reset));
    expect(await refusalOf(world.host.store(twelve()))).toMatchObject(unavailable);
  });

  it.each([
    ['no JSON', httpAnswer(200, '<html>')],
    ['no URL', httpAnswer(200, body({ ...hosted, downloadUrl: null }))],
    ['a URL that is none', httpAnswer(200, body({ ...hosted, downloadUrl: 'file:///etc/passwd' }))],
    ['yes and no', httpAnswer(200, body({ ...hosted, success: false }))],
    ['an error of its own', httpAnswer(500, body(null, { success: false, code: 500 }))],
    ['an error of its own in a yes', httpAnswer(200, body(null, { success: false, code: 500 }))],
    ['a page of a proxy', httpAnswer(502, '<html>bad gateway</html>')],
    ['a redirect', httpAnswer(302, '', { location: 'http://127.0.0.1:1/' })],
    ['too much', httpAnswer(200, JSON.stringify('x'.repeat(3_000_000)))],
  ])('that answers with %s', async (_what, text) => {
    await using world = await open(saying(text));
    expect(await refusalOf(world.host.store(twelve()))).toMatchObject(unavailable);
    expect(world.server.requests).toHaveLength(1);
  });

  it.each([
    ['the key', 401, { code: 'UPSTREAM_REFUSED', retryable: false }],
    ['the rate', 429, { code: 'RATE_LIMITED', retryable: true, retryAfterMs: 7_000 }],
    ['the file', 413, { code: 'INVALID_INPUT', field: null }],
  ])('that refuses %s', async (_what, status, expected) => {
    const text = body(null, { success: false, code: status, msg: 'no' });
    await using world = await open(saying(httpAnswer(status, text, { 'retry-after': '7' })));
    expect(await refusalOf(world.host.store(twelve()))).toMatchObject(expected);
  });
});

describe('a file that is fetched', () => {
  it('is asked for by its URL', async () => {
    await using world = await open(saying(OK));
    const file = await world.host.fetch(SOURCE, 'b.mp3');
    expect(file).toEqual({ url: hosted.downloadUrl, size: 12, contentType: 'audio/mpeg' });
    const [request] = world.server.requests;
    expect(request?.head).toMatch(/^POST \/api\/file-url-upload HTTP/);
    expect(JSON.parse(request?.body ?? '')).toEqual({ fileUrl: SOURCE, uploadPath: 'stemgate', fileName: 'b.mp3' });
  });

  it('needs no name, size or type', async () => {
    await using world = await open(saying(httpAnswer(200, body({ downloadUrl: hosted.downloadUrl }))));
    expect(await world.host.fetch(SOURCE, null)).toEqual({ url: hosted.downloadUrl, size: null, contentType: null });
    expect(JSON.parse(world.server.requests[0]?.body ?? '')).toEqual({ fileUrl: SOURCE, uploadPath: 'stemgate' });
  });

  it.each([
    ['HTTP', 400],
    ['its body', 200],
  ])('is refused by %s, in words without the secrets of the URL', async (_where, status) => {
    const text = body(null, { success: false, code: 400, msg: `cannot fetch ${SOURCE} with ${KEY}: ${SECRET_PART}` });
    await using world = await open(saying(httpAnswer(status, text)));
    const refusal = await refusalOf(world.host.fetch(SOURCE, null));
    expect(refusal).toMatchObject({ code: 'INVALID_INPUT', field: ['input', 'url'] });
    expect(JSON.stringify(refusal)).toContain('cannot fetch https://media.example.com/…');
    expect(JSON.stringify(refusal)).not.toMatch(new RegExp(`${KEY}|${SECRET_PART}`));
  });
});
