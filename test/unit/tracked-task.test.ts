import { describe, expect, it } from 'vitest';
import { HINTED_PAUSE_MS } from '../../src/domain/tasks/lifecycle/schedule.ts';
import type { Task } from '../../src/domain/tasks/lifecycle/task.ts';
import {
  advance,
  type PollAnswer,
  type TrackedTask,
  type TrackedUpdate,
  trackNew,
} from '../../src/domain/tasks/lifecycle/tracked-task.ts';
import { composed, failed, pair, track } from '../support/bodies.ts';
import { RETENTION_MS, TIMING } from '../support/domain.ts';
import { START } from '../support/manual-clock.ts';
import { aMusicTask } from '../support/tasks.ts';

const NOW = START + 30_000;
const rules = { timing: TIMING, retention: { retentionMs: RETENTION_MS } };
const upstreamTaskId = 'up';

const processing = (check: Partial<TrackedTask['check']> = {}, change: Partial<Task> = {}): TrackedTask => ({
  task: aMusicTask({
    status: 'PROCESSING',
    upstreamTaskId,
    submittedAt: START,
    charge: 'CHARGED',
    seenAt: START,
    ...change,
  }),
  check: { at: NOW, pauseMs: TIMING.pollAfterMs, ...check },
  revision: 7,
});
const advanced = (tracked: TrackedTask, ...updates: TrackedUpdate[]): TrackedTask =>
  updates.reduce((current, update) => advance(current, update, NOW, rules, () => 0.5), tracked);

const hinted: TrackedUpdate = { type: 'hinted', inMs: 0 };
const lookedAt = ({ check }: TrackedTask, answer: PollAnswer = 'report'): TrackedUpdate => ({
  type: 'looked-at',
  check,
  answer,
});
const first: TrackedUpdate = {
  type: 'reported',
  upstreamTaskId,
  report: { state: 'progress', output: { ...pair, stage: 'FIRST_TRACK', tracks: [track('one')] } },
};
const pending: TrackedUpdate = { type: 'reported', upstreamTaskId, report: { state: 'pending' } };
const done: TrackedUpdate = { type: 'reported', upstreamTaskId, report: composed };

describe('a tracked task', () => {
  it('begins with a check at the end of the time that its purchase can take', () => {
    const { check, revision } = trackNew(aMusicTask(), START, TIMING);
    expect({ check, revision }).toEqual({
      check: { at: START + TIMING.submissionLeaseMs, pauseMs: TIMING.pollAfterMs },
      revision: 1,
    });
  });

  it('is the same object when nothing changes', () => {
    const tracked = processing();
    const [shown, over] = [advanced(tracked, first), advanced(tracked, done)];
    expect(advanced(tracked, pending)).toBe(tracked);
    expect(advanced(shown, first)).toBe(shown);
    expect(advanced(over, hinted, first, pending)).toBe(over);
    const soon = advanced(tracked, hinted);
    expect(advanced(soon, hinted)).toBe(soon);
  });

  it('leaves the revision to the writer', () => {
    expect(advanced(processing(), hinted, first, done).revision).toBe(7);
  });
});

describe('a hint', () => {
  it('makes a task due after its interval, with short pauses from there on', () => {
    const tracked = processing({ at: NOW + 60_000 });
    expect(advanced(tracked, { type: 'hinted', inMs: 300 })).toEqual({
      ...tracked,
      check: { at: NOW + 300, pauseMs: HINTED_PAUSE_MS },
    });
  });

  it('has a failed task looked at, however long ago it failed, and a succeeded one never', () => {
    const lost = processing({ at: null }, { status: 'FAILED', finishedAt: START });
    expect(advanced(lost, hinted).check.at).toBe(NOW);
    expect(advanced(processing(), done, hinted).check.at).toBeNull();
  });

  it('that came while a record was being read is not answered by that record', () => {
    const tracked = processing();
    const unanswered = advanced(tracked, hinted, lookedAt(tracked), pending);
    expect(unanswered.check).toEqual({ at: NOW, pauseMs: HINTED_PAUSE_MS });
    expect(advanced(tracked, hinted, lookedAt(tracked), first).check).toEqual({ at: NOW, pauseMs: HINTED_PAUSE_MS });
    // An end leaves nothing to ask.
    expect(advanced(tracked, hinted, lookedAt(tracked), done).check.at).toBeNull();
  });
});

describe('a look', () => {
  it('that brings no news makes the pause grow', () => {
    const tracked = processing();
    expect(advanced(tracked, lookedAt(tracked), pending).check).toEqual({ at: NOW + 48_000, pauseMs: 48_000 });
  });

  it('that brings news makes the pauses start again, but for those that a hint made shorter', () => {
    const slow = processing({ pauseMs: 100_000 });
    expect(advanced(slow, lookedAt(slow), first).check).toEqual({ at: NOW + 30_000, pauseMs: 30_000 });
    const hasty = processing({ pauseMs: HINTED_PAUSE_MS });
    expect(advanced(hasty, lookedAt(hasty), first).check).toEqual({ at: NOW + 1_600, pauseMs: 1_600 });
  });

  it('keeps asking about a failed task for ten minutes, and until the provider has answered', () => {
    const recent = processing();
    expect(advanced(recent, lookedAt(recent), { ...done, report: failed() }).check.at).toBe(NOW + 30_000);
    const old = processing({}, { status: 'FAILED', finishedAt: NOW - 600_000 });
    expect(advanced(old, lookedAt(old)).check.at).toBeNull();
    expect(advanced(old, lookedAt(old, 'none')).check.at).toBe(NOW + 48_000);
  });

  it('at a deadline is followed by one more, whatever the longest pause is', () => {
    const late = processing({ pauseMs: 700_000 }, { submittedAt: NOW - TIMING.taskDeadlineMs });
    const slow = { ...rules, timing: { ...TIMING, pollAfterMs: 700_000, pollMaxIntervalMs: 700_000 } };
    const updates = [lookedAt(late), pending, { type: 'deadline-passed', of: 'PROCESSING' }] as const;
    const end = updates.reduce((current, update) => advance(current, update, NOW, slow, () => 0.5), late);
    expect(end.task.error?.code).toBe('TIMED_OUT');
    expect(end.check.at).toBe(NOW + 700_000);
  });

  it('never leaves a task due at once', () => {
    const dead = { ...processing(), task: aMusicTask({ createdAt: NOW - TIMING.submissionLeaseMs }) };
    expect(advanced(dead, lookedAt(dead)).check.at).toBe(NOW + 48_000);
  });
});

describe('the first report', () => {
  it('is remembered, so that a record that is gone later is an outage', () => {
    const invisible: TrackedUpdate = { type: 'reported', upstreamTaskId, report: { state: 'invisible' } };
    const unseen = processing({ at: NOW + 5_000 }, { seenAt: null });
    expect(advanced(unseen, invisible).task).toMatchObject({ seenAt: null, inconsistency: { about: 'record' } });
    const seen = advanced(unseen, pending);
    expect(seen.task).toEqual({ ...unseen.task, seenAt: NOW });
    expect(seen.check).toBe(unseen.check);
    expect(advanced(seen, invisible)).toBe(seen);
  });
});

describe('news from elsewhere', () => {
  it('set the check anew, unless the task is due: then it stays due', () => {
    expect(advanced(processing({ at: NOW + 5_000 }), first).check).toEqual({ at: NOW + 30_000, pauseMs: 30_000 });
    const due = processing({ at: NOW - 1, pauseMs: HINTED_PAUSE_MS });
    expect(advanced(due, first).check).toEqual({ at: NOW - 1, pauseMs: HINTED_PAUSE_MS });
  });

  it('that a viewer cannot see leave the check alone', () => {
    const tracked = processing({ at: NOW + 5_000 });
    const odd = advanced(
      { ...tracked, task: { ...tracked.task, seenAt: null } },
      { type: 'reported', upstreamTaskId, report: { state: 'invisible' } },
    );
    expect(odd.task.inconsistency).toEqual({ about: 'record', since: NOW });
    expect(odd.check).toBe(tracked.check);
  });
});
