import { expect, test } from 'vitest';
import type { TimedNote } from '../../src/domain/ports/task-store.ts';
import { createLateNotes } from '../../src/domain/tasks/lifecycle/late-notes.ts';
import { createLogger } from '../../src/telemetry/logger.ts';
import { createManualClock, START } from '../support/manual-clock.ts';

const note = { kind: 'poll', outcome: 'pending', detail: null } as const;

const arrange = (addNote: (id: string, note: TimedNote) => Promise<void> = async () => undefined) => {
  const clock = createManualClock();
  const written: [string, number][] = [];
  const lines: string[] = [];
  const logger = createLogger({ level: 'warn', destination: { write: (line) => lines.push(line) } });
  const store = {
    addNote: (id: string, given: TimedNote) => {
      written.push([id, given.at]);
      return addNote(id, given);
    },
  };
  return { clock, written, lines, notes: createLateNotes({ store, clock, logger }) };
};

test('notes of a moment are written together, each with the time at which it was made', async () => {
  const { clock, written, notes } = arrange();
  notes.add('a', note);
  await clock.advance(100);
  notes.add('b', note);
  notes.add('a', note);
  expect(written).toEqual([]);
  await clock.advance(100);
  expect(written).toEqual([
    ['a', START],
    ['b', START + 100],
    ['a', START + 100],
  ]);
  notes.add('c', note);
  await clock.advance(200);
  expect(written.at(-1)).toEqual(['c', START + 200]);
});

test('a shutdown writes what is waiting, once', async () => {
  const { clock, written, notes } = arrange();
  notes.add('a', note);
  await notes.flush();
  expect(written).toHaveLength(1);
  await clock.advance(1_000);
  expect(written).toHaveLength(1);
});

test('a note that cannot be written is logged, and the others are written', async () => {
  const { written, lines, notes } = arrange(async (id) => {
    if (id === 'b') throw new Error('disk full');
  });
  for (const id of ['a', 'b', 'c']) notes.add(id, note);
  await notes.flush();
  expect(written).toHaveLength(3);
  expect(lines).toHaveLength(1);
  expect(lines[0]).toMatch(/"taskId":"b".*disk full/);
});
