import { describe, expect, it } from 'vitest';
import { createTransport } from '../../src/upstream/kie/transport.ts';
import { type ConnectAnswer, createConnectProxy } from '../support/connect-proxy.ts';
import { kieBehind } from '../support/kie.ts';
import { aTask } from '../support/tasks.ts';
import { type Behaviour, closedPort, createWireServer, httpAnswer } from '../support/wire-server.ts';

/*
 * Purchases through a proxy for CONNECT, against real sockets. The provider's name does not exist: it can be reached
 * through the proxy only. What the provider received is half of each assertion.
 */

const TIMEOUT_MS = 60_000;
/** For calls that do not come to an end by themselves. */
const SILENCE_MS = 500;
const CALLBACK_URL = 'https://gateway.example.com/callbacks/token';
const OK = httpAnswer(200, '{"code":200,"msg":"success","data":{"taskId":"up"}}');
const answerOk: Behaviour = ({ request, send }) => request().then(() => send(OK));

const openWay = async (behave: Behaviour, change: { noProxy?: string; baseUrl?: string; timeoutMs?: number } = {}) => {
  await using stack = new AsyncDisposableStack();
  const server = stack.use(await createWireServer(behave));
  const proxy = stack.use(await createConnectProxy(server.port));
  const { noProxy = '', baseUrl = 'http://provider.invalid', timeoutMs = TIMEOUT_MS } = change;
  const proxies = { httpProxy: proxy.url.replace('//', '//user:pass%40word@'), httpsProxy: '', noProxy };
  const transport = createTransport({ baseUrl, apiKey: 'secret-key', timeoutMs, proxies });
  stack.defer(() => transport.close());
  const provider = kieBehind(transport);
  const parts = stack.move();
  return {
    server,
    proxy,
    buy: () => provider.purchase(aTask(), CALLBACK_URL),
    readCredits: () => transport.get('/api/v1/chat/credit'),
    [Symbol.asyncDispose]: () => parts.disposeAsync(),
  };
};

describe('a purchase through a proxy', () => {
  it('arrives by a tunnel, with the credentials of the URL for the proxy alone', async () => {
    await using way = await openWay(answerOk);
    expect(await way.buy()).toEqual({ kind: 'accepted', upstreamTaskId: 'up' });
    expect(way.proxy.asked).toEqual(['provider.invalid:80']);
    expect(way.proxy.credentials).toEqual([`Basic ${Buffer.from('user:pass@word').toString('base64')}`]);
    expect(way.proxy.forwarded).toEqual([]);
    expect(way.server.requests).toHaveLength(1);
    expect(way.server.requests[0]?.head).not.toMatch(/proxy-authorization/i);
    expect(way.server.requests[0]?.head).toMatch(/^host: provider.invalid\r?$/im);
  });

  it('shares a tunnel with the purchases right before it, and none with polls', async () => {
    await using way = await openWay(({ socket }) => {
      let text = '';
      socket.on('data', (chunk) => {
        text += chunk.toString('latin1');
        const whole = /\r\n\r\n/.exec(text) && (text.startsWith('GET') || text.endsWith('}'));
        if (!whole) return;
        text = '';
        socket.write(OK);
      });
    });
    // A pool may open a second one while the first is just becoming free.
    const atMost = 2;
    for (let purchase = 0; purchase < 5; purchase += 1) expect(await way.buy()).toMatchObject({ kind: 'accepted' });
    const forPurchases = way.proxy.asked.length;
    expect(forPurchases).toBeLessThanOrEqual(atMost);
    for (let poll = 0; poll < 10; poll += 1) await way.readCredits();
    const forPolls = way.proxy.asked.length - forPurchases;
    expect([0, atMost + 1]).not.toContain(forPolls);
    expect(way.server.connections).toBe(way.proxy.asked.length);
  });

  it('goes to https hosts by the proxy for http where https has none, and checks their TLS', async () => {
    await using way = await openWay(({ firstBytes, reset }) => firstBytes().then(reset), {
      baseUrl: 'https://provider.invalid',
    });
    expect(await way.buy()).toMatchObject({ kind: 'not-sent' });
    expect(way.proxy.asked).toEqual(['provider.invalid:443']);
    expect(way.server.connections).toBe(1);
  });

  it.each(['127.0.0.1', 'localhost, 127.0.0.1', '*'])('leaves the proxy out where NO_PROXY is %s', async (noProxy) => {
    await using server = await createWireServer(answerOk);
    await using way = await openWay(answerOk, { noProxy, baseUrl: server.url });
    expect(await way.buy()).toEqual({ kind: 'accepted', upstreamTaskId: 'up' });
    expect([way.proxy.asked.length, way.server.connections]).toEqual([0, 0]);
    expect(server.requests).toHaveLength(1);
  });
});

describe('a purchase that surely was not sent', () => {
  it.each<ConnectAnswer>(['refuse', 'hang-up'])('as the proxy answers CONNECT with: %s', async (answer) => {
    await using way = await openWay(answerOk);
    way.proxy.answerWith(answer);
    expect(await way.buy()).toMatchObject({ kind: 'not-sent' });
    expect([way.proxy.asked.length, way.server.connections]).toEqual([1, 0]);
    way.proxy.answerWith('tunnel');
    expect(await way.buy()).toMatchObject({ kind: 'accepted' });
    expect(way.server.requests).toHaveLength(1);
  });

  it('as the proxy never answers CONNECT', async () => {
    await using way = await openWay(answerOk, { timeoutMs: SILENCE_MS });
    way.proxy.answerWith('silence');
    expect(await way.buy()).toMatchObject({ kind: 'not-sent' });
    expect(way.server.connections).toBe(0);
  });

  it('as no proxy listens, whose password stays out of the reason', async () => {
    const httpsProxy = `http://user:proxy-password@127.0.0.1:${await closedPort()}`;
    const proxies = { httpProxy: '', httpsProxy, noProxy: '' };
    const options = { baseUrl: 'https://provider.invalid', apiKey: 'secret-key', timeoutMs: TIMEOUT_MS, proxies };
    const transport = createTransport(options);
    const provider = kieBehind(transport);
    const outcome = await provider.purchase(aTask(), CALLBACK_URL);
    await transport.close();
    expect(outcome).toMatchObject({ kind: 'not-sent', reason: expect.stringContaining('ECONNREFUSED') });
    expect(JSON.stringify(outcome)).not.toMatch(/proxy-password|secret-key/);
  });
});

describe('a purchase in doubt', () => {
  it('as the proxy dies after the request was sent', async () => {
    await using way = await openWay(({ request }) => request().then(() => undefined));
    const buying = way.buy();
    await expect.poll(() => way.server.requests.length).toBe(1);
    way.proxy.breakTunnels();
    expect(await buying).toMatchObject({ kind: 'in-doubt' });
    expect([way.proxy.asked.length, way.server.requests.length]).toEqual([1, 1]);
  });

  it('as more comes through the tunnel than one could read', async () => {
    await using way = await openWay(async ({ request, socket }) => {
      await request();
      socket.write('HTTP/1.1 200 OK\r\ncontent-length: 20000000\r\n\r\n');
      socket.write('x'.repeat(10_000_000));
    });
    expect(await way.buy()).toMatchObject({ kind: 'in-doubt', reason: expect.stringContaining('max size') });
    expect([way.proxy.asked.length, way.server.requests.length]).toEqual([1, 1]);
  });

  it('as no answer comes through the tunnel', async () => {
    await using way = await openWay(({ request }) => request().then(() => undefined), { timeoutMs: SILENCE_MS });
    expect(await way.buy()).toMatchObject({ kind: 'in-doubt' });
    expect([way.proxy.asked.length, way.server.requests.length]).toEqual([1, 1]);
  });
});
