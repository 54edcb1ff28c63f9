import { expect, onTestFinished, test, vi } from 'vitest';
import { writeTogether } from '../../src/telemetry/write-together.ts';

const arrange = () => {
  vi.useFakeTimers({ toFake: ['setImmediate', 'setTimeout', 'performance'] });
  const written: string[] = [];
  const on = vi.spyOn(process, 'on');
  const destination = writeTogether({ write: (text) => void written.push(text) }, () => performance.now());
  const onExit = on.mock.calls.find(([event]) => event === 'exit')?.[1];
  on.mockRestore();
  if (onExit === undefined) throw new Error('It does not listen for the exit.');
  onTestFinished(() => {
    process.off('exit', onExit);
    vi.useRealTimers();
  });
  return { written, destination, onExit };
};

test('the lines of one turn are written together, before the next turn', async () => {
  const { written, destination } = arrange();
  destination.write('a\n');
  await Promise.resolve();
  destination.write('b\n');
  expect(written).toEqual([]);
  vi.advanceTimersByTime(0);
  expect(written).toEqual(['a\nb\n']);
  vi.advanceTimersByTime(5);
  expect(written).toEqual(['a\nb\n']);
  destination.write('c\n');
  vi.advanceTimersByTime(0);
  expect(written).toEqual(['a\nb\n', 'c\n']);
});

test('the lines of five milliseconds are written together, where there are lines all the time', () => {
  const { written, destination } = arrange();
  destination.write('a\n');
  vi.advanceTimersByTime(1);
  destination.write('b\n');
  vi.advanceTimersByTime(3);
  destination.write('c\n');
  expect(written).toEqual(['a\n']);
  vi.advanceTimersByTime(1);
  expect(written).toEqual(['a\n', 'b\nc\n']);
});

test('lines do not wait when there are many', () => {
  const { written, destination } = arrange();
  const line = `${'x'.repeat(999)}\n`;
  for (let count = 0; count < 100; count += 1) destination.write(line);
  expect(written).toEqual([line.repeat(66)]);
  vi.advanceTimersByTime(5);
  expect(written).toEqual([line.repeat(66), line.repeat(34)]);
});

test('what waits is written when the process exits', () => {
  const { written, destination, onExit } = arrange();
  destination.write('the last words\n');
  onExit();
  vi.advanceTimersByTime(0);
  destination.write('and more of them\n');
  onExit();
  expect(written).toEqual(['the last words\n', 'and more of them\n']);
});
