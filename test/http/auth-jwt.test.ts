import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { exportJWK, generateKeyPair, type JWTPayload, SignJWT } from 'jose';
import { describe, expect, test, vi } from 'vitest';
import { AuthUnavailableError } from '../../src/http/auth/authenticator.ts';
import { createAuthenticator } from '../../src/http/auth/create-authenticator.ts';
import { closedAfterInit, invalid, statusFor, welcome } from '../support/auth.ts';
import { createConnectProxy } from '../support/connect-proxy.ts';
import { startGateway } from '../support/gateway.ts';
import { openSocket } from '../support/socket.ts';

const secret = 'a shared secret of more than thirty-two characters';

const inFuture = () => Math.floor(Date.now() / 1_000) + 60;
/** Between two and three seconds ahead: time enough to begin, and not long to wait. */
const soon = () => Math.floor(Date.now() / 1_000) + 3;

const sign = (claims: JWTPayload, key = secret, alg = 'HS256') =>
  new SignJWT(claims).setProtectedHeader({ alg }).sign(new TextEncoder().encode(key));

describe('JSON web tokens with a shared secret', () => {
  const auth = { kind: 'jwt', verification: { secret }, issuer: 'https://id.example', audience: 'stemgate' } as const;
  const good = { iss: 'https://id.example', aud: 'stemgate', sub: 'alice' };

  test('issuer, audience, expiry and signature must be right', async () => {
    await using gateway = await startGateway({ auth });
    const answer = async (claims: JWTPayload, key?: string, alg?: string) =>
      statusFor(gateway, `Bearer ${await sign({ exp: inFuture(), ...claims }, key, alg)}`);
    expect(await answer(good)).toEqual(welcome);
    expect(await answer({ ...good, aud: ['other', 'stemgate'] })).toEqual(welcome);
    expect(await answer({ ...good, iss: 'https://evil.example' })).toEqual(invalid);
    expect(await answer({ ...good, aud: 'other' })).toEqual(invalid);
    expect(await answer({ ...good, exp: 1 })).toEqual(invalid);
    expect(await answer({ ...good, nbf: inFuture() })).toEqual(invalid);
    // The clocks of two machines differ by some seconds.
    const now = Math.floor(Date.now() / 1_000);
    expect(await answer({ ...good, nbf: now + 4 })).toEqual(welcome);
    expect(await answer({ ...good, exp: now - 4 })).toEqual(welcome);
    expect(await answer({ iss: good.iss, aud: good.aud })).toEqual(invalid);
    for (const sub of ['', ' \t', '\ud800', 'alice\udc00']) expect(await answer({ ...good, sub })).toEqual(invalid);
    expect(await answer({ ...good, sub: 'alice \u{1f3a4}' })).toEqual(welcome);
    expect(await answer(good, `${secret}!`)).toEqual(invalid);
    expect(await answer(good, secret.repeat(2), 'HS512')).toEqual(invalid);
    const unsigned = `${Buffer.from('{"alg":"none"}').toString('base64url')}.${Buffer.from(JSON.stringify(good)).toString('base64url')}.`;
    expect(await statusFor(gateway, `Bearer ${unsigned}`)).toEqual(invalid);
    expect(await statusFor(gateway, 'Bearer not.a.token')).toEqual(invalid);
  });

  test('a subject cannot be named like the viewers of other doors', async () => {
    await using gateway = await startGateway({ auth });
    await gateway.buy('anonymous');
    await gateway.buy('key:alice');
    for (const sub of ['anonymous', 'key:alice', 'jwt:alice']) {
      const token = await sign({ ...good, sub, exp: inFuture() });
      const { data } = await gateway.ask('{ tasks { nodes { id } } }', {}, { authorization: `Bearer ${token}` });
      expect(data).toEqual({ tasks: { nodes: [] } });
    }
  });

  test('a socket is closed when its token expires: 4403; so is one that comes with an expired token', async () => {
    await using gateway = await startGateway({ auth });
    const socket = await openSocket(gateway.socketUrl);
    await socket.init({ authorization: `Bearer ${await sign({ ...good, exp: soon() })}` });
    socket.subscribe('1', 'subscription { tasksUpdated { cursor } }');
    expect(await socket.closed).toBe(4403);
    expect(await closedAfterInit(gateway, { authorization: `Bearer ${await sign({ ...good, exp: 1 })}` })).toBe(4403);
  });

  test('a token may last longer than timers can wait', async () => {
    await using gateway = await startGateway({ auth });
    const authorization = `Bearer ${await sign({ ...good, exp: Math.floor(Date.now() / 1_000) + 60 * 86_400 })}`;
    const query = 'subscription { tasksUpdated { cursor } }';
    const stream = await gateway.post({ query }, { authorization, accept: 'text/event-stream' });
    const socket = await openSocket(gateway.socketUrl);
    await socket.init({ authorization });
    // Time enough for a timer that overflows, and fires at once.
    for (let turn = 0; turn < 5; turn += 1) await statusFor(gateway, authorization);
    expect(await socket.run('1', '{ __typename }')).toMatchObject({ payload: { data: { __typename: 'Query' } } });
    await gateway.buy('jwt:alice');
    const told = stream.body?.pipeThrough(new TextDecoderStream()) ?? expect.fail('no stream');
    let text = '';
    for await (const part of told) {
      text += part;
      if (text.includes('cursor')) break;
    }
    expect(text).toContain('"tasksUpdated":{"cursor"');
    await socket.close();
  });

  test('a stream over HTTP ends when its token expires', async () => {
    await using gateway = await startGateway({ auth });
    const token = await sign({ ...good, exp: soon() });
    const response = await gateway.post(
      { query: 'subscription { tasksUpdated { cursor } }' },
      { authorization: `Bearer ${token}`, accept: 'text/event-stream' },
    );
    expect(response.status).toBe(200);
    expect(await response.text()).toBe(':\n\n');
  });
});

describe('JSON web tokens with published keys', () => {
  const startPublisher = async () => {
    let keys: object[] = [];
    let isDown = false;
    let asked = 0;
    const server = createServer((_request, response) => {
      asked += 1;
      response.statusCode = isDown ? 503 : 200;
      response.setHeader('content-type', 'application/json').end(JSON.stringify({ keys }));
    }).listen(0, '127.0.0.1');
    await new Promise((resolve) => server.once('listening', resolve));
    return {
      port: (server.address() as AddressInfo).port,
      jwksUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}/jwks`,
      asked: () => asked,
      goDown: () => {
        isDown = true;
      },
      async rotate(kid: string) {
        const { privateKey, publicKey } = await generateKeyPair('ES256');
        keys = [{ ...(await exportJWK(publicKey)), kid, alg: 'ES256' }];
        return (sub: string, name = kid) =>
          new SignJWT({ sub }).setProtectedHeader({ alg: 'ES256', kid: name }).setExpirationTime('1m').sign(privateKey);
      },
      async [Symbol.asyncDispose]() {
        server.closeAllConnections();
        await new Promise((resolve) => server.close(resolve));
      },
    };
  };

  const authFor = (jwksUrl: string) =>
    ({ kind: 'jwt', verification: { jwksUrl }, issuer: null, audience: null }) as const;

  test('a new key is found as soon as a token names it, and made-up names do not make us ask each time', async () => {
    await using publisher = await startPublisher();
    const first = await publisher.rotate('one');
    await using gateway = await startGateway({ auth: authFor(publisher.jwksUrl) });
    expect(await statusFor(gateway, `Bearer ${await first('alice')}`)).toEqual(welcome);
    const second = await publisher.rotate('two');
    expect(await statusFor(gateway, `Bearer ${await second('alice')}`)).toEqual(welcome);
    expect(await statusFor(gateway, `Bearer ${await first('alice')}`)).toEqual(invalid);
    const again = `Bearer ${await second('alice')}`;
    for (let time = 0; time < 3; time += 1) expect(await statusFor(gateway, again)).toEqual(welcome);
    const third = await publisher.rotate('three');
    expect(await statusFor(gateway, `Bearer ${await third('alice')}`)).toEqual(welcome);
    // The same bytes that were verified before, by a key that is not published any more.
    expect(await statusFor(gateway, again)).toEqual(invalid);
    const askedBefore = publisher.asked();
    const madeUp = Array.from({ length: 20 }, async (_, i) => `Bearer ${await third('alice', `made-up-${i}`)}`);
    const answers = await Promise.all(madeUp.map(async (token) => statusFor(gateway, await token)));
    expect(answers).toEqual(answers.map(() => invalid));
    expect(publisher.asked() - askedBefore).toBeLessThan(5);
  });

  test('the keys are fetched through the proxy, and without it where NO_PROXY names the issuer', async () => {
    await using publisher = await startPublisher();
    const token = `Bearer ${await (await publisher.rotate('one'))('alice')}`;
    await using proxy = await createConnectProxy(publisher.port);
    const proxies = { httpProxy: proxy.url, httpsProxy: '', noProxy: '127.0.0.1' };
    const verify = async (jwksUrl: string) => {
      const authenticator = await createAuthenticator(authFor(jwksUrl), proxies);
      return await authenticator.authenticate(token);
    };
    expect(await verify('http://issuer.invalid/jwks')).toMatchObject({ viewer: 'jwt:alice' });
    expect([proxy.asked, publisher.asked()]).toEqual([['issuer.invalid:80'], 1]);
    expect(await verify(publisher.jwksUrl)).toMatchObject({ viewer: 'jwt:alice' });
    expect([proxy.asked.length, publisher.asked()]).toEqual([1, 2]);
    proxy.answerWith('refuse');
    await expect(verify('http://issuer.invalid/jwks')).rejects.toThrow(AuthUnavailableError);
    proxy.answerWith('tunnel');
    publisher.goDown();
    await expect(verify('http://issuer.invalid/jwks')).rejects.toThrow(AuthUnavailableError);
  });

  test('known keys outlive an outage of their issuer; unknown ones cannot be checked until its end', async () => {
    await using publisher = await startPublisher();
    const signer = await publisher.rotate('one');
    await using gateway = await startGateway({ auth: authFor(publisher.jwksUrl) });
    expect(await statusFor(gateway, `Bearer ${await signer('alice')}`)).toEqual(welcome);
    publisher.goDown();
    vi.useFakeTimers({ toFake: ['Date'] });
    try {
      for (const minutes of [11, 12, 600]) {
        vi.setSystemTime(Date.now() + minutes * 60_000);
        expect(await statusFor(gateway, `Bearer ${await signer('alice')}`)).toEqual(welcome);
        const asked = publisher.asked();
        expect(await statusFor(gateway, `Bearer ${await signer('alice')}`)).toEqual(welcome);
        // An issuer that is down is not asked each time.
        expect(publisher.asked()).toBe(asked);
        expect(await statusFor(gateway, `Bearer ${await signer('alice', 'two')}`)).toMatchObject({ status: 503 });
      }
      vi.setSystemTime(Date.now() + 24 * 3_600_000);
      expect(await statusFor(gateway, `Bearer ${await signer('alice')}`)).toMatchObject({ status: 503 });
    } finally {
      vi.useRealTimers();
    }
  });

  test('a public key is no HMAC secret', async () => {
    await using publisher = await startPublisher();
    await publisher.rotate('one');
    await using gateway = await startGateway({ auth: authFor(publisher.jwksUrl) });
    const forged = await new SignJWT({ sub: 'alice' })
      .setProtectedHeader({ alg: 'HS256', kid: 'one' })
      .sign(new TextEncoder().encode(await (await fetch(publisher.jwksUrl)).text()));
    expect(await statusFor(gateway, `Bearer ${forged}`)).toEqual(invalid);
  });

  test('keys that cannot be had are not the fault of who asks: 503, and a socket may come back', async () => {
    await using publisher = await startPublisher();
    const token = `Bearer ${await (await publisher.rotate('one'))('alice')}`;
    publisher.goDown();
    await using gateway = await startGateway({ auth: authFor(publisher.jwksUrl) });
    expect(await statusFor(gateway, token)).toMatchObject({ status: 503, codes: ['AUTH_UNAVAILABLE'] });
    expect(await closedAfterInit(gateway, { authorization: token })).toBe(1013);
  });
});
