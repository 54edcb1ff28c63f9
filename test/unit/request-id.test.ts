import { IncomingMessage } from 'node:http';
import { Socket } from 'node:net';
import { expect, test } from 'vitest';
import { requestIdOf } from '../../src/http/exchange.ts';
import { collectGarbage } from '../support/collect-garbage.ts';

const requestWith = (headers: IncomingMessage['headers']): IncomingMessage =>
  Object.assign(new IncomingMessage(new Socket()), { headers });

const UUID = /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/;

test('a request has the id that its client gave, if that may be one, and a new one otherwise', () => {
  expect(requestIdOf(requestWith({ 'x-request-id': 'of-the-client.1' }))).toBe('of-the-client.1');
  for (const sent of [undefined, '', 'two words', 'a'.repeat(129), ['a', 'b']]) {
    expect(requestIdOf(requestWith({ 'x-request-id': sent }))).toMatch(UUID);
  }
  expect(requestIdOf(requestWith({}))).not.toBe(requestIdOf(requestWith({})));
});

test('a new id is kept as one text, not as the texts that it was joined of', async () => {
  const request = requestWith({});
  const count = 10_000;
  await collectGarbage();
  const before = process.memoryUsage().heapUsed;
  const ids = Array.from({ length: count }, () => requestIdOf(request));
  await collectGarbage();
  expect((process.memoryUsage().heapUsed - before) / ids.length).toBeLessThan(250);
});
