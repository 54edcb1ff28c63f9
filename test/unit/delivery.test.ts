import { expect, it } from 'vitest';
import { deliver, type Send } from '../../src/http/socket/delivery.ts';
import { streamOf } from '../support/source-stream.ts';

const settle = async (): Promise<void> => {
  await new Promise(setImmediate);
};

/** A stream of letters, delivered; what takes them says when it has. */
const arrange = (letters: readonly string[], send?: Send<string>) => {
  const left = [...letters];
  const taken: string[] = [];
  const calls: string[] = [];
  let sent: () => void = () => undefined;
  const stream = streamOf<string>({
    pull() {
      const item = left.shift();
      return item === undefined ? { kind: 'end' } : { kind: 'item', item };
    },
    subscribe: async () => undefined,
    unsubscribe: () => void calls.push('unsubscribe'),
  });
  const take: Send<string> = (letter, done) => {
    taken.push(letter);
    sent = done;
  };
  return { delivery: deliver(stream, send ?? take), taken, calls, sent: () => sent() };
};

it('sends the next one when the last one was sent, and ends after the last', async () => {
  const { delivery, taken, calls, sent } = arrange(['a', 'b']);
  const end = delivery.next();
  await settle();
  expect(taken).toEqual(['a']);
  sent();
  expect(taken).toEqual(['a', 'b']);
  expect(await Promise.race([end, settle().then(() => 'not ended')])).toBe('not ended');
  sent();
  expect(await end).toEqual({ done: true, value: undefined });
  expect(calls).toEqual(['unsubscribe']);
});

it('ends at once when its reader goes, whatever was not sent yet', async () => {
  const { delivery, taken, calls, sent } = arrange(['a', 'b']);
  const end = delivery.next();
  await settle();
  await delivery.return?.();
  expect(calls).toEqual(['unsubscribe']);
  expect(await Promise.race([end, settle()])).toEqual({ done: true, value: undefined });
  sent();
  expect(taken).toEqual(['a']);
});

it('ends with the error of what cannot be sent', async () => {
  const { delivery, calls } = arrange(['a', 'b'], () => {
    throw new Error('no such letter');
  });
  await expect(delivery.next()).rejects.toThrow('no such letter');
  expect(calls).toEqual(['unsubscribe']);
});
