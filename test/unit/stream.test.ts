import { expect, it } from 'vitest';
import { mapStream } from '../../src/domain/tasks/reading/map-stream.ts';
import type { Pulled } from '../../src/domain/tasks/reading/pulled-stream.ts';
import type { Receiver } from '../../src/domain/tasks/reading/stream.ts';
import { streamOf } from '../support/source-stream.ts';

const settle = async (): Promise<void> => {
  await new Promise(setImmediate);
};

/** A source whose subscription and pulls are answered by hand; `calls` is what was done with it. */
const createSource = ({ isActive = true } = {}) => {
  const calls: string[] = [];
  const pulls: PromiseWithResolvers<Pulled<string>>[] = [];
  const subscription = Promise.withResolvers<void>();
  let wake: () => void = () => undefined;
  const activate = async (): Promise<void> => {
    subscription.resolve();
    await settle();
  };
  if (isActive) void activate();
  const stream = streamOf<string>({
    pull() {
      calls.push('pull');
      const pull = Promise.withResolvers<Pulled<string>>();
      pulls.push(pull);
      return pull.promise;
    },
    subscribe(woken) {
      calls.push('subscribe');
      wake = woken;
      return subscription.promise;
    },
    unsubscribe: () => void calls.push('unsubscribe'),
  });
  const next = async () => {
    const result = { value: stream.next() };
    await settle();
    return result;
  };
  const answer = async (pulled: Pulled<string>): Promise<void> => {
    pulls.at(-1)?.resolve(pulled);
    await settle();
  };
  return {
    stream,
    calls,
    next,
    answer,
    activate,
    wake: () => wake(),
    refuse: (error: Error) => pulls.at(-1)?.reject(error),
    refuseSubscription: (error: Error) => subscription.reject(error),
  };
};

it('subscribes before it pulls, and only once', async () => {
  const { calls, answer, next } = createSource();
  const first = await next();
  expect(calls).toEqual(['subscribe', 'pull']);
  await answer({ kind: 'item', item: 'one' });
  expect(await first.value).toEqual({ done: false, value: 'one' });
  await next();
  expect(calls).toEqual(['subscribe', 'pull', 'pull']);
});

it('does not pull before the subscription is active, not even when it is woken', async () => {
  const { calls, next, wake, activate, answer } = createSource({ isActive: false });
  const first = await next();
  wake();
  await settle();
  expect(calls).toEqual(['subscribe']);
  await activate();
  expect(calls).toEqual(['subscribe', 'pull']);
  await answer({ kind: 'item', item: 'saved meanwhile' });
  expect(await first.value).toEqual({ done: false, value: 'saved meanwhile' });
});

it('pulls again when it was woken during a pull that found nothing', async () => {
  const { calls, answer, next, wake } = createSource();
  const news = await next();
  wake();
  await answer({ kind: 'none' });
  expect(calls).toEqual(['subscribe', 'pull', 'pull']);
  await answer({ kind: 'item', item: 'what came meanwhile' });
  expect(await news.value).toEqual({ done: false, value: 'what came meanwhile' });
});

it('unsubscribes, once, when a pull fails', async () => {
  const { stream, calls, next, refuse } = createSource();
  const failed = await next();
  refuse(new Error('the store is away'));
  await expect(failed.value).rejects.toThrow('the store is away');
  expect(calls).toEqual(['subscribe', 'pull', 'unsubscribe']);
  await stream.return?.();
  expect(await stream.next()).toEqual({ done: true, value: undefined });
  expect(calls).toEqual(['subscribe', 'pull', 'unsubscribe']);
});

it('ends when its subscription fails', async () => {
  const { stream, calls, next, refuseSubscription } = createSource({ isActive: false });
  const failed = await next();
  refuseSubscription(new Error('the store is away'));
  await expect(failed.value).rejects.toThrow('the store is away');
  expect(await stream.next()).toEqual({ done: true, value: undefined });
  expect(calls).toEqual(['subscribe', 'unsubscribe']);
});

it('ends at once, and unsubscribes, when its reader goes before the subscription is active', async () => {
  const { stream, calls, next, activate } = createSource({ isActive: false });
  const waiting = await next();
  await stream.return?.();
  expect(await waiting.value).toEqual({ done: true, value: undefined });
  await activate();
  expect(calls).toEqual(['subscribe', 'unsubscribe']);
});

it.each([
  ['waits', { kind: 'none' }],
  ['pulls', null],
] as const)('ends, and unsubscribes, when its reader goes while it %s', async (_name, pulled) => {
  const { stream, calls, answer, next } = createSource();
  const waiting = await next();
  if (pulled) await answer(pulled);
  await stream.return?.();
  expect(calls).toEqual(['subscribe', 'pull', 'unsubscribe']);
  await answer({ kind: 'item', item: 'too late' });
  expect(await waiting.value).toEqual({ done: true, value: undefined });
});

/** A source that has what is put into it, and no more; with all that its reader got, null for the end. */
const createStock = () => {
  let stock: string[] = [];
  let wake: () => void = () => undefined;
  const stream = streamOf<string>({
    pull() {
      const [item, ...rest] = stock;
      stock = rest;
      return item === undefined ? { kind: 'none' } : { kind: 'item', item };
    },
    async subscribe(woken) {
      wake = woken;
    },
    unsubscribe: () => undefined,
  });
  const steps: (string | null)[] = [];
  const receiver: Receiver<string> = {
    take: (item) => void steps.push(item),
    end: () => void steps.push(null),
    fail: (error) => void steps.push(String(error)),
  };
  return {
    stream,
    steps,
    receiver,
    put(...items: string[]): void {
      stock.push(...items);
      wake();
    },
  };
};

it('hands an item to the request that waits before the call that woke it returns', async () => {
  const { stream, steps, receiver, put } = createStock();
  stream.request(receiver);
  await settle();
  put('one', 'two');
  expect(steps).toEqual(['one']);
  put('three');
  stream.request(receiver);
  expect(steps.slice(1)).toEqual(['two']);
});

it('is asked for one item at a time, and tells who waits of its end', async () => {
  const { stream, steps, receiver } = createStock();
  stream.request(receiver);
  expect(() => stream.request(receiver)).toThrow('one item at a time');
  stream.close();
  stream.request(receiver);
  expect(steps).toEqual([null, null]);
});

it('is mapped at once where that needs no promise, and in its order where it does', async () => {
  const { stream, steps, receiver, put } = createStock();
  const mapped = mapStream(stream, (item) => (item === 'slow' ? settle().then(() => 'late') : `${item}!`));
  mapped.request(receiver);
  await settle();
  put('one', 'slow', 'two');
  expect(steps).toEqual(['one!']);
  expect(await mapped.next()).toEqual({ done: false, value: 'late' });
  expect(await mapped.next()).toEqual({ done: false, value: 'two!' });
});

it.each([
  ['throws', false],
  ['rejects', true],
])('ends, and its source, with the error that its map %s', async (_name, isLater) => {
  const { stream, put } = createStock();
  const error = new Error('no such word');
  const mapped = mapStream(stream, (): Promise<string> => {
    if (isLater) return Promise.reject(error);
    throw error;
  });
  put('one');
  await expect(mapped.next()).rejects.toThrow('no such word');
  expect(await mapped.next()).toEqual({ done: true, value: undefined });
  expect(await stream.next()).toEqual({ done: true, value: undefined });
});
