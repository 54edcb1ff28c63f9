import { describe, expect, it } from 'vitest';
import { decodeTask, encodeTask } from '../../src/domain/tasks/lifecycle/task-codec.ts';
import { transition } from '../../src/domain/tasks/lifecycle/transition.ts';
import { composed } from '../support/bodies.ts';
import { START } from '../support/manual-clock.ts';
import { aMusicTask, aTask } from '../support/tasks.ts';

const stored = (change: object): string => JSON.stringify({ ...aMusicTask(), ...change });
const oddity = { about: 'record', since: START } as const;

describe('the text of a task', () => {
  it.each([
    ['separation', aTask()],
    ['music', aMusicTask({ status: 'PROCESSING', upstreamTaskId: 'up', inconsistency: oddity })],
  ])('of a %s gives the same task', (_kind, task) => {
    expect(decodeTask(encodeTask(task))).toEqual(task);
  });

  it('of an older version is read: fields that are missing, fields that have a new name', () => {
    const { inconsistency: _, refusal: __, api: ___, ...old } = aMusicTask();
    expect(decodeTask(JSON.stringify({ ...old, puzzle: null }))).toEqual(aMusicTask());
    expect(decodeTask(JSON.stringify({ ...old, puzzle: oddity }))).toEqual(aMusicTask({ inconsistency: oddity }));
  });

  it.each([
    'creditCost',
    'creditsConsumed',
    'progress',
    'error',
    'submittedAt',
    'finishedAt',
    'expiresAt',
    'inconsistency',
    'seenAt',
  ])('without %s alone is read as one that says null', (name) => {
    expect(decodeTask(stored({ [name]: undefined }))).toMatchObject({ [name]: null });
  });

  it('of a newer version is read, and keeps over a change what this version does not know', () => {
    const bound = { status: 'PROCESSING', upstreamTaskId: 'up', later: { field: 1 } };
    const task = decodeTask(stored(bound));
    if (task === null) throw new Error('it was not read');
    const report = { type: 'reported', upstreamTaskId: 'up', report: composed } as const;
    const done = transition(task, report, START + 1, { retentionMs: 1 });
    expect(done.status).toBe('SUCCEEDED');
    expect(JSON.parse(encodeTask(done))).toMatchObject({ later: { field: 1 } });
  });

  it.each([
    ['operation', { operation: 'MAKE_COVER' }],
    ['operation that every object has', { operation: 'constructor' }],
    ['kind of output', { output: { kind: 'image', url: 'https://media.example.com/1.png' } }],
    ['status', { status: 'ON_HOLD' }],
  ])('with an unknown %s is not for this version', (_what, change) => {
    expect(decodeTask(stored(change))).toBeNull();
  });
});
