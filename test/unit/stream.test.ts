import { expect, it } from 'vitest';
import { createStream, type Pulled } from '../../src/domain/tasks/reading/stream.ts';

const settle = async (): Promise<void> => {
  await new Promise(setImmediate);
};

/** A source whose subscription and pulls are answered by hand; `calls` is what was done with it. */
const createSource = ({ isActive = true } = {}) => {
  const calls: string[] = [];
  const pulls: PromiseWithResolvers<Pulled<string>>[] = [];
  const subscription = Promise.withResolvers<() => void>();
  let wake: () => void = () => undefined;
  const activate = async (): Promise<void> => {
    subscription.resolve(() => void calls.push('unsubscribe'));
    await settle();
  };
  if (isActive) void activate();
  const stream = createStream<string>({
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
  expect(calls).toEqual(['subscribe']);
});

it('ends at once when its reader goes before the subscription is active, and unsubscribes then', async () => {
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
