import { expect, it } from 'vitest';
import { createStream, type Pulled } from '../../src/domain/tasks/reading/stream.ts';

/** A source each of whose pulls is answered by hand, and which writes down what is done with it. */
const createSource = () => {
  const calls: string[] = [];
  const pulls: PromiseWithResolvers<Pulled<string>>[] = [];
  let wake: () => void = () => undefined;
  const stream = createStream<string>({
    pull() {
      calls.push('pull');
      const pull = Promise.withResolvers<Pulled<string>>();
      pulls.push(pull);
      return pull.promise;
    },
    listen(heard) {
      calls.push('listen');
      wake = heard;
      return () => void calls.push('stop listening');
    },
    // Endless: nothing but being woken ends it.
    patience: (signal) =>
      new Promise((resolve) => {
        if (signal.aborted) return resolve();
        signal.addEventListener('abort', () => resolve(), { once: true });
      }),
  });
  const answer = async (pulled: Pulled<string>): Promise<void> => {
    pulls.at(-1)?.resolve(pulled);
    await new Promise(setImmediate);
  };
  return { stream, calls, answer, wake: () => wake(), refuse: (error: Error) => pulls.at(-1)?.reject(error) };
};

it('listens before it pulls, and only once', async () => {
  const { stream, calls, answer } = createSource();
  const first = stream.next();
  expect(calls).toEqual(['listen', 'pull']);
  await answer({ kind: 'item', item: 'one' });
  expect(await first).toEqual({ done: false, value: 'one' });
  void stream.next();
  expect(calls).toEqual(['listen', 'pull', 'pull']);
});

it('pulls again when it was woken during a pull that found nothing', async () => {
  const { stream, calls, answer, wake } = createSource();
  const news = stream.next();
  wake();
  await answer({ kind: 'none' });
  expect(calls).toEqual(['listen', 'pull', 'pull']);
  await answer({ kind: 'item', item: 'what came meanwhile' });
  expect(await news).toEqual({ done: false, value: 'what came meanwhile' });
});

it('stops listening, once, when a pull fails', async () => {
  const { stream, calls, refuse } = createSource();
  const failed = stream.next();
  refuse(new Error('the store is away'));
  await expect(failed).rejects.toThrow('the store is away');
  expect(calls).toEqual(['listen', 'pull', 'stop listening']);
  await stream.return?.();
  expect(await stream.next()).toEqual({ done: true, value: undefined });
  expect(calls).toEqual(['listen', 'pull', 'stop listening']);
});

it.each([
  ['waits', { kind: 'none' }],
  ['pulls', null],
] as const)('ends, and stops listening, when its reader goes while it %s', async (_name, pulled) => {
  const { stream, calls, answer } = createSource();
  const waiting = stream.next();
  if (pulled) await answer(pulled);
  await stream.return?.();
  expect(calls).toEqual(['listen', 'pull', 'stop listening']);
  await answer({ kind: 'item', item: 'too late' });
  expect(await waiting).toEqual({ done: true, value: undefined });
});
