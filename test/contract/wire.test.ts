import { describe, expect, it, vi } from 'vitest';
import { UpstreamUnavailableError } from '../../src/domain/tasks/errors.ts';
import { CONNECTIONS } from '../../src/upstream/kie/connections.ts';
import { buyAt, CALLBACK_URL, closeAll, OK, providerAt, SILENCE_MS, serve } from '../support/provider-exchange.ts';
import { aMusicTask, aTask } from '../support/tasks.ts';
import { type Behaviour, closedPort, httpAnswer } from '../support/wire-server.ts';

/*
 * What purchases and reads come to when the exchange breaks or is answered, against a real socket. The number of
 * requests that the other side saw is half of each assertion: a doubt must never become a second purchase.
 */

describe('a purchase that surely never arrived', () => {
  it('nobody listens', async () => {
    const outcome = await buyAt(`http://127.0.0.1:${await closedPort()}`);
    expect(outcome).toMatchObject({ kind: 'not-sent', reason: expect.stringContaining('ECONNREFUSED') });
  });

  it('there is no such name', async () => {
    expect(await buyAt('http://nowhere.invalid')).toMatchObject({ kind: 'not-sent' });
  });

  it('the other side speaks no TLS', async () => {
    const server = await serve(({ send, firstBytes }) => firstBytes().then(() => send('HTTP/1.1 400 Bad\r\n\r\n')));
    expect(await buyAt(`https://127.0.0.1:${server.port}`)).toMatchObject({ kind: 'not-sent' });
    expect(server.requests).toHaveLength(0);
  });

  it('the other side hangs up during the TLS handshake', async () => {
    const server = await serve(({ reset, firstBytes }) => firstBytes().then(reset));
    expect(await buyAt(`https://127.0.0.1:${server.port}`)).toMatchObject({ kind: 'not-sent' });
  });

  it('the TLS handshake never ends', async () => {
    const server = await serve(() => undefined);
    const outcome = await buyAt(`https://127.0.0.1:${server.port}`, { timeoutMs: SILENCE_MS });
    expect(outcome).toMatchObject({ kind: 'not-sent' });
  });

  it('the connection was made while the process was stopped', async () => {
    const server = await serve(({ request, send }) => request().then(() => send(OK)));
    vi.useFakeTimers({ toFake: ['performance'] });
    try {
      const buying = buyAt(server.url);
      // To a process that goes on, its connection is there before any timer has fired.
      vi.advanceTimersByTime(60_000);
      expect(await buying).toMatchObject({
        kind: 'not-sent',
        reason: expect.stringContaining('no connection in time'),
      });
    } finally {
      vi.useRealTimers();
    }
    expect(server.requests).toHaveLength(0);
  });

  it('a key that fits into no header stops the call before it begins', async () => {
    const server = await serve(() => undefined);
    expect(await buyAt(server.url, { apiKey: 'two\nlines' })).toMatchObject({ kind: 'not-sent' });
    expect(server.connections).toBe(0);
  });

  it('an input that the provider has no words for', async () => {
    const server = await serve(() => undefined);
    const provider = providerAt(server.url);
    const { input } = aMusicTask();
    const task = aMusicTask({ input: { ...input, styleWeight: 7 } as typeof input });
    expect(await provider.purchase(task, CALLBACK_URL)).toMatchObject({ kind: 'not-sent' });
    expect(server.connections).toBe(0);
  });
});

describe('a purchase that was answered', () => {
  it('is sent once, whole, with its callback URL and its key', async () => {
    const server = await serve(({ request, send }) => request().then(() => send(OK)));
    expect(await buyAt(`${server.url}/proxy/`)).toEqual({ kind: 'accepted', upstreamTaskId: 'up' });
    expect(server.requests).toHaveLength(1);
    const [{ head, body } = { head: '', body: '' }] = server.requests;
    expect(head).toMatch(/^POST \/proxy\/api\/v1\/vocal-removal\/generate HTTP\/1.1\r\n/);
    expect(head).toMatch(/authorization: Bearer secret-key/i);
    expect(head).toMatch(/accept-encoding: identity/i);
    expect(JSON.parse(body)).toEqual({
      audioUrl: 'https://media.example.com/song.mp3',
      type: 'separate_vocal',
      callBackUrl: CALLBACK_URL,
    });
  });

  it('in small pieces is read all the same', async () => {
    const server = await serve(async ({ request, socket }) => {
      await request();
      for (const piece of OK.match(/.{1,7}/gs) ?? []) {
        socket.write(piece);
        await new Promise(setImmediate);
      }
    });
    expect(await buyAt(server.url)).toEqual({ kind: 'accepted', upstreamTaskId: 'up' });
  });

  it.each([
    ['7', 7_000],
    ['0.5', 1_000],
    ['86400', 600_000],
    ['1e300', 10_000],
    ['Wed, 21 Oct 2020 07:28:00 GMT', 1_000],
    ['-1', 10_000],
    ['soon', 10_000],
  ])('by 429 with Retry-After: %s', async (header, retryAfterMs) => {
    const server = await serve(({ request, send }) =>
      request().then(() => send(httpAnswer(429, '', { 'retry-after': header }))),
    );
    expect(await buyAt(server.url)).toMatchObject({
      kind: 'refused',
      refusal: { code: 'RATE_LIMITED', retryable: true, retryAfterMs },
    });
    expect(server.requests).toHaveLength(1);
  });

  it('with words that repeat what we sent, which nobody else may read', async () => {
    const url = `https://gateway.example.com/callbacks/${'t'.repeat(64)}`;
    const body = JSON.stringify({ code: 422, msg: `secret-key: ${url} is not reachable` });
    const server = await serve(({ request, send }) => request().then(() => send(httpAnswer(200, body))));
    const message = '[redacted]: https://gateway.example.com/… is not reachable';
    expect(await providerAt(server.url).purchase(aTask(), url)).toMatchObject({
      kind: 'refused',
      refusal: { code: 'INVALID_INPUT', message },
    });
  });

  it('is not held up by others that hang', async () => {
    const server = await serve(async ({ request, send }) => {
      const { body } = await request();
      if (!body.includes('hang')) send(OK);
    });
    const provider = providerAt(server.url);
    const hanging = aTask({
      input: { source: { track: null, audioUrl: 'https://a.example.com/hang' }, type: 'SEPARATE_VOCAL' },
    });
    const stuck = Array.from({ length: CONNECTIONS + 1 }, () => provider.purchase(hanging, CALLBACK_URL));
    await expect.poll(() => server.requests.length).toBe(CONNECTIONS + 1);
    expect(await provider.purchase(aTask(), CALLBACK_URL)).toMatchObject({ kind: 'accepted' });
    await closeAll();
    for (const outcome of await Promise.all(stuck)) expect(outcome.kind).toBe('in-doubt');
  });
});

describe('a record', () => {
  it('that cannot be read is asked for again later, and never followed elsewhere', async () => {
    const elsewhere = await serve(({ request, send }) => request().then(() => send(OK)));
    const task = aTask({ upstreamTaskId: 'up' });
    const answers: Behaviour[] = [
      ({ reset }) => reset(),
      ({ request }) => request().then(() => undefined),
      ({ request, send }) => request().then(() => send(httpAnswer(302, '', { location: elsewhere.url }))),
      ({ request, send }) => request().then(() => send(httpAnswer(200, '{"code":200,"data":{"succ'))),
    ];
    for (const behave of answers) {
      const server = await serve(behave);
      await expect(providerAt(server.url, { timeoutMs: SILENCE_MS }).readRecord(task)).rejects.toThrow(
        UpstreamUnavailableError,
      );
    }
    await expect(providerAt(`http://127.0.0.1:${await closedPort()}`).readRecord(task)).rejects.toThrow(
      UpstreamUnavailableError,
    );
    expect(elsewhere.connections).toBe(0);
  });
});

describe('the balance', () => {
  it.each([
    ['a number', '{"code":200,"data":123.5}', 123.5],
    ['digits', '{"code":"200","data":"123.5"}', 123.5],
    ['null', '{"code":200,"data":null}', null],
    ['a refusal', '{"code":401,"msg":"no"}', null],
  ])('%s', async (_name, body, expected) => {
    const server = await serve(({ request, send }) => request().then(() => send(httpAnswer(200, body))));
    const credits = providerAt(server.url).credits();
    if (expected === null) await expect(credits).rejects.toThrow(UpstreamUnavailableError);
    else expect(await credits).toBe(expected);
    expect(server.requests[0]?.head).toMatch(/^GET \/api\/v1\/chat\/credit /);
  });
});
