import { describe, expect, it } from 'vitest';

import type { TaskError, TaskStatus } from '../../src/domain/tasks/lifecycle/task.ts';
import { moved, NOW, type State, states, updates } from '../support/transitions.ts';

/** What follows, as status or status and error; everything that is not listed changes nothing that can be seen. */
const table: Record<State, Partial<Record<keyof typeof updates, TaskStatus | `FAILED ${TaskError['code']}`>>> = {
  SUBMITTING: {
    accepted: 'PROCESSING',
    'accepted as another': 'PROCESSING',
    'answered as another': 'PROCESSING',
    refused: 'FAILED REJECTED',
    'not sent': 'FAILED REJECTED',
    done: 'SUCCEEDED',
    exists: 'PROCESSING',
    'exists somewhere': 'FAILED REJECTED',
    'answered in doubt': 'UNCONFIRMED',
    'in doubt': 'UNCONFIRMED',
  },
  UNCONFIRMED: {
    accepted: 'PROCESSING',
    'accepted as another': 'PROCESSING',
    'answered as another': 'PROCESSING',
    // Its own answer came after all, e.g. after the process had begun to stop.
    refused: 'FAILED REJECTED',
    'not sent': 'FAILED REJECTED',
    done: 'SUCCEEDED',
    exists: 'PROCESSING',
    'exists somewhere': 'FAILED REJECTED',
    'UNCONFIRMED deadline': 'FAILED SUBMISSION_LOST',
  },
  PROCESSING: {
    // What was bound by a callback gives way to the provider's own answer.
    'answered as another': 'PROCESSING',
    exists: 'PROCESSING',
    done: 'SUCCEEDED',
    succeeded: 'SUCCEEDED',
    undelivered: 'SUCCEEDED',
    failed: 'FAILED GENERATION_FAILED',
    'PROCESSING deadline': 'FAILED TIMED_OUT',
  },
  SUCCEEDED: {},
  // Adopted: the id is bound, and the task stays FAILED until the record says more.
  rejected: {
    accepted: 'FAILED REJECTED',
    'accepted as another': 'FAILED REJECTED',
    'answered as another': 'FAILED REJECTED',
    exists: 'FAILED REJECTED',
    done: 'SUCCEEDED',
  },
  lost: {
    accepted: 'FAILED SUBMISSION_LOST',
    'accepted as another': 'FAILED SUBMISSION_LOST',
    'answered as another': 'FAILED SUBMISSION_LOST',
    exists: 'FAILED SUBMISSION_LOST',
    done: 'SUCCEEDED',
  },
  adopted: { done: 'SUCCEEDED', succeeded: 'SUCCEEDED', undelivered: 'SUCCEEDED', failed: 'FAILED GENERATION_FAILED' },
  'timed out': {
    done: 'SUCCEEDED',
    succeeded: 'SUCCEEDED',
    undelivered: 'SUCCEEDED',
    failed: 'FAILED GENERATION_FAILED',
  },
  senseless: {
    done: 'SUCCEEDED',
    succeeded: 'SUCCEEDED',
    undelivered: 'SUCCEEDED',
    failed: 'FAILED GENERATION_FAILED',
  },
  'provider failed': { done: 'SUCCEEDED', succeeded: 'SUCCEEDED', undelivered: 'SUCCEEDED' },
};

const cells = Object.entries(states).flatMap(([state, task]) =>
  Object.entries(updates).map(([name, update]) => ({
    state,
    name,
    task,
    update,
    expected: (table[state as State] as Record<string, string>)[name] ?? null,
  })),
);

describe('transition', () => {
  it.each(cells)('$state, $name: $expected', ({ task, update, expected }) => {
    const next = moved(task, update);
    if (expected === null) {
      // At most the beginning of a inconsistency, which nobody can see.
      expect({ ...next, inconsistency: null }).toEqual(task);
      return;
    }
    expect(next.error ? `${next.status} ${next.error.code}` : next.status).toBe(expected);
    expect(next.version).toBe(task.version + 1);
    expect(next.timeline).toHaveLength(task.timeline.length + 1);
    expect(next.timeline.at(-1)).toMatchObject({ at: NOW, version: next.version });
  });

  it('does nothing the second time, whatever it was', () => {
    for (const { task, update } of cells) {
      const once = moved(task, update);
      expect(moved(once, update)).toBe(once);
    }
  });
});
