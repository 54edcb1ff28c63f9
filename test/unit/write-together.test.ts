import { setImmediate as nextTurn } from 'node:timers/promises';
import { expect, onTestFinished, test, vi } from 'vitest';
import { writePerTurn } from '../../src/telemetry/write-per-turn.ts';

const arrange = () => {
  const written: string[] = [];
  const on = vi.spyOn(process, 'on');
  const destination = writePerTurn({ write: (text) => void written.push(text) });
  const onExit = on.mock.calls.find(([event]) => event === 'exit')?.[1];
  on.mockRestore();
  if (onExit === undefined) throw new Error('It does not listen for the exit.');
  onTestFinished(() => void process.off('exit', onExit));
  return { written, destination, onExit };
};

test('the lines of one turn are written together, before the next turn', async () => {
  const { written, destination } = arrange();
  destination.write('a\n');
  await Promise.resolve();
  destination.write('b\n');
  expect(written).toEqual([]);
  await nextTurn();
  expect(written).toEqual(['a\nb\n']);
  destination.write('c\n');
  await nextTurn();
  await nextTurn();
  expect(written).toEqual(['a\nb\n', 'c\n']);
});

test('lines do not wait when there are many', () => {
  const { written, destination } = arrange();
  const line = `${'x'.repeat(999)}\n`;
  for (let count = 0; count < 100; count += 1) destination.write(line);
  expect(written).toEqual([line.repeat(66)]);
});

test('what waits is written when the process exits', () => {
  const { written, destination, onExit } = arrange();
  destination.write('the last words\n');
  onExit();
  expect(written).toEqual(['the last words\n']);
});
