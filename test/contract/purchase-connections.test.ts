import { readFileSync } from 'node:fs';
import { createSecureServer } from 'node:http2';
import type { AddressInfo, Socket } from 'node:net';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { getCACertificates, setDefaultCACertificates } from 'node:tls';
import { describe, expect, it, onTestFinished } from 'vitest';
import { CALLBACK_URL, OK, providerAt, serve } from '../support/provider-exchange.ts';
import { createRandom } from '../support/random.ts';
import { aTask } from '../support/tasks.ts';
import { seedOfToday } from '../support/whole-number.ts';
import { httpAnswer } from '../support/wire-server.ts';

/*
 * Purchases over a connection that an earlier purchase has used, against a provider that closes it at every point. What
 * the provider has received is half of each assertion: no purchase may come twice, and none that came may be "not sent".
 */

/** Calls `answer` for each whole request on a connection. */
const onRequests = (socket: Socket, answer: (track: string, count: number) => void): void => {
  let text = '';
  let count = 0;
  socket.on('data', (chunk) => {
    text += chunk.toString('latin1');
    for (;;) {
      const end = text.indexOf('\r\n\r\n') + 4;
      const length = Number(/content-length: (\d+)/i.exec(text)?.[1]);
      if (end < 4 || text.length < end + length) return;
      const { audioId }: { audioId: string } = JSON.parse(text.slice(end, end + length));
      text = text.slice(end + length);
      count += 1;
      answer(audioId, count);
    }
  });
};

/** A provider that takes purchases. @param answer gets the number of the purchase on its connection. */
const selling = async (answer: (socket: Socket, count: number) => void) => {
  const ledger: string[] = [];
  const server = await serve(({ socket }) =>
    onRequests(socket, (track, count) => {
      ledger.push(track);
      answer(socket, count);
    }),
  );
  const provider = providerAt(server.url);
  const buy = async (audioId: string) => {
    const source = { track: { taskId: 'song', audioId }, audioUrl: null };
    const outcome = await provider.purchase(aTask({ input: { source, type: 'SPLIT_STEM' } }), CALLBACK_URL);
    // A connection can be used again one turn of the event loop after its answer.
    await nextTurn();
    await nextTurn();
    return outcome;
  };
  return { server, ledger, buy };
};

const ACCEPTED = { kind: 'accepted', upstreamTaskId: 'up' };

describe('purchases in a row', () => {
  it('share a connection', async () => {
    const { server, ledger, buy } = await selling((socket) => socket.write(OK));
    const tracks = Array.from({ length: 10 }, (_, index) => `track-${index}`);
    for (const track of tracks) expect(await buy(track)).toEqual(ACCEPTED);
    expect([ledger, server.connections]).toEqual([tracks, 1]);
  });

  it('never share one that has been idle for a second', async () => {
    const closed = Promise.withResolvers<void>();
    const { server, buy } = await selling((socket) => {
      socket.once('end', closed.resolve);
      socket.write(OK);
    });
    expect(await buy('one')).toEqual(ACCEPTED);
    await closed.promise;
    expect(await buy('two')).toEqual(ACCEPTED);
    expect(server.connections).toBe(2);
  });

  it.each([
    ['says that it closes', { connection: 'close' }],
    ['keeps it no longer than a second', { connection: 'keep-alive', 'keep-alive': 'timeout=1' }],
  ])('never share one of a provider that %s', async (_name, headers) => {
    const { server, buy } = await selling((socket) =>
      socket.write(httpAnswer(200, '{"code":200,"data":{"taskId":"up"}}', headers)),
    );
    for (const track of ['one', 'two', 'three']) expect(await buy(track)).toEqual(ACCEPTED);
    expect(server.connections).toBe(3);
  });
});

describe('a connection that is closed before the next purchase', () => {
  it.each<[string, (socket: Socket) => void]>([
    ['in good order', (socket) => void socket.end(OK)],
    ['by a reset', (socket) => socket.write(OK, () => socket.resetAndDestroy())],
    [
      'with an answer that nobody has asked for',
      (socket) => void socket.write(`${OK}${OK.replace('"up"', '"other"')}`),
    ],
    ['with a complaint about its idleness', (socket) => void socket.end(`${OK}${httpAnswer(408, '')}`)],
  ])('%s: the purchase arrives once, over another one', async (_name, answer) => {
    const { ledger, server, buy } = await selling(answer);
    for (const track of ['one', 'two', 'three']) expect(await buy(track)).toEqual(ACCEPTED);
    expect(ledger).toEqual(['one', 'two', 'three']);
    expect(server.connections).toBe(3);
  });

  it.each<[string, (socket: Socket) => void, string]>([
    ['in good order', (socket) => void socket.destroy(), 'accepted'],
    // The connection that was chosen is lost before it is written to: the purchase may be sent again.
    ['by a reset', (socket) => void socket.resetAndDestroy(), 'not-sent'],
  ])('%s, unseen until the moment of sending', async (_name, close, kind) => {
    const sockets: Socket[] = [];
    const { ledger, server, buy } = await selling((socket) => {
      sockets.push(socket);
      socket.write(OK);
    });
    expect(await buy('one')).toEqual(ACCEPTED);
    // In one turn of the event loop: the end is with the operating system, and the gateway has not been told.
    for (const socket of sockets) close(socket);
    expect(await buy('two')).toMatchObject({ kind });
    expect(ledger.slice(1)).toEqual(kind === 'accepted' ? ['two'] : []);
    expect(await buy('three')).toEqual(ACCEPTED);
    expect(server.connections).toBe(2);
  });
});

describe('a connection that is closed with the next purchase', () => {
  it.each<[string, (socket: Socket) => void]>([
    ['in good order', (socket) => void socket.end()],
    ['by a reset', (socket) => void socket.resetAndDestroy()],
    ['within the answer', (socket) => void socket.end(OK.slice(0, -20))],
    ['by a reset within the answer', (socket) => socket.write(OK.slice(0, -20), () => socket.resetAndDestroy())],
  ])('%s: the purchase is in doubt, and not sent again', async (_name, close) => {
    const { ledger, server, buy } = await selling((socket, count) => {
      if (count === 1) socket.write(OK);
      else close(socket);
    });
    expect(await buy('one')).toEqual(ACCEPTED);
    expect(await buy('two')).toMatchObject({ kind: 'in-doubt' });
    expect(ledger).toEqual(['one', 'two']);
    expect(await buy('three')).toEqual(ACCEPTED);
    expect([ledger, server.connections]).toEqual([['one', 'two', 'three'], 2]);
  });
});

describe('a provider that closes connections at random', () => {
  const seed = seedOfToday();

  it(`gets no purchase twice, and none that is "not sent" (SEED=${seed})`, async () => {
    const random = createRandom(seed);
    const ways: ((socket: Socket) => unknown)[] = [
      (socket) => socket.write(OK),
      (socket) => socket.write(OK),
      (socket) => socket.write(OK),
      (socket) => socket.end(OK),
      (socket) => socket.write(OK, () => socket.resetAndDestroy()),
      (socket) => socket.write(`${OK}${OK}`),
      (socket) => socket.end(),
      (socket) => socket.resetAndDestroy(),
      (socket) => socket.end(OK.slice(0, Math.floor(random() * OK.length))),
    ];
    const { ledger, buy } = await selling((socket) => void ways[Math.floor(random() * ways.length)]?.(socket));
    const outcomes = new Map<string, string>();
    for (let round = 0; round < 60; round += 1) {
      const tracks = Array.from({ length: 1 + Math.floor(random() * 4) }, (_, index) => `track-${round}-${index}`);
      const bought = tracks.map(async (track) => outcomes.set(track, (await buy(track)).kind));
      await Promise.all(bought);
    }
    expect(new Set(ledger).size).toBe(ledger.length);
    for (const [track, kind] of outcomes) {
      expect(['accepted', 'in-doubt', 'not-sent'], track).toContain(kind);
      if (kind === 'accepted') expect(ledger, track).toContain(track);
      if (kind === 'not-sent') expect(ledger, track).not.toContain(track);
    }
    expect([...outcomes.values()]).toContain('accepted');
  });
});

describe('a provider that offers HTTP/2', () => {
  it('is spoken to in HTTP/1.1, in which a connection carries one purchase at a time', async () => {
    const pem = (name: string) => readFileSync(new URL(`../mock/self-signed/${name}.pem`, import.meta.url), 'utf8');
    const trusted = getCACertificates('default');
    setDefaultCACertificates([...trusted, pem('certificate')]);
    onTestFinished(() => setDefaultCACertificates(trusted));
    const versions: string[] = [];
    const options = { key: pem('key'), cert: pem('certificate'), allowHTTP1: true };
    const server = createSecureServer(options, (request, response) => {
      versions.push(request.httpVersion);
      response.end('{"code":200,"data":{"taskId":"up"}}');
    });
    onTestFinished(() => void server.close());
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as AddressInfo;
    expect(await providerAt(`https://localhost:${port}`).purchase(aTask(), CALLBACK_URL)).toEqual(ACCEPTED);
    expect(versions).toEqual(['1.1']);
  });
});
