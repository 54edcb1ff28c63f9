import { describe, expect, it } from 'vitest';
import { refusal } from '../../src/domain/tasks/lifecycle/refusal.ts';

import type { Task, TaskError, TaskStatus } from '../../src/domain/tasks/lifecycle/task.ts';
import {
  INCONSISTENCY_GRACE_MS,
  type Report,
  transition,
  type Update,
} from '../../src/domain/tasks/lifecycle/transition.ts';
import { composed, failed, pair, separated, stems, track } from '../support/bodies.ts';
import { RETENTION_MS } from '../support/domain.ts';
import { START } from '../support/manual-clock.ts';
import { aMusicTask, aTask } from '../support/tasks.ts';

const NOW = START + 60_000;
const retention = { retentionMs: RETENTION_MS };
const moved = (task: Task, update: Update, now = NOW): Task => transition(task, update, now, retention);
const reported = (report: Report): Update => ({ type: 'reported', upstreamTaskId: 'up', report });
const error = (code: TaskError['code']): TaskError => ({ code, message: code, upstreamCode: null });
const upstream = { upstreamTaskId: 'up', submittedAt: START, charge: 'CHARGED' } as const;
const gone = { status: 'FAILED', finishedAt: START } as const;

/** Each state that a task can be in, by a short name. */
const states = {
  SUBMITTING: aTask(),
  UNCONFIRMED: aTask({ status: 'UNCONFIRMED', charge: 'MAYBE_CHARGED' }),
  PROCESSING: aTask({ status: 'PROCESSING', ...upstream }),
  SUCCEEDED: aTask({ status: 'SUCCEEDED', ...upstream, output: stems, finishedAt: START }),
  rejected: aTask({ ...gone, error: error('REJECTED'), refusal: refusal('RATE_LIMITED', 'Later.') }),
  lost: aTask({ ...gone, charge: 'MAYBE_CHARGED', error: error('SUBMISSION_LOST') }),
  adopted: aTask({ ...gone, ...upstream, error: error('SUBMISSION_LOST') }),
  'timed out': aTask({ ...gone, ...upstream, error: error('TIMED_OUT') }),
  senseless: aTask({ ...gone, ...upstream, error: error('UPSTREAM_ERROR') }),
  'provider failed': aTask({ ...gone, ...upstream, error: error('GENERATION_FAILED') }),
} as const;
type State = keyof typeof states;

const updates = {
  accepted: { type: 'accepted', upstreamTaskId: 'up', by: 'callback' },
  'accepted as another': { type: 'accepted', upstreamTaskId: 'other', by: 'callback' },
  'answered as another': { type: 'answered', outcome: { kind: 'accepted', upstreamTaskId: 'other' } },
  refused: {
    type: 'answered',
    outcome: { kind: 'refused', refusal: refusal('RATE_LIMITED', 'Later.', { upstreamCode: 429 }) },
  },
  'not sent': { type: 'answered', outcome: { kind: 'not-sent', reason: 'connect ECONNREFUSED' } },
  done: { type: 'answered', outcome: { kind: 'done', output: stems } },
  exists: { type: 'answered', outcome: { kind: 'exists', upstreamTaskId: 'old' } },
  'exists somewhere': { type: 'answered', outcome: { kind: 'exists', upstreamTaskId: null } },
  'answered in doubt': { type: 'answered', outcome: { kind: 'in-doubt', reason: 'reset' } },
  'in doubt': { type: 'in-doubt', reason: 'reset' },
  pending: reported({ state: 'pending' }),
  invisible: reported({ state: 'invisible' }),
  succeeded: reported(separated),
  'done without files': reported({ state: 'succeeded', output: { kind: 'separation', stems: [] }, at: null }),
  undelivered: reported({ state: 'undelivered', output: stems }),
  failed: reported(failed()),
  'UNCONFIRMED deadline': { type: 'deadline-passed', of: 'UNCONFIRMED' },
  'PROCESSING deadline': { type: 'deadline-passed', of: 'PROCESSING' },
} as const satisfies Record<string, Update>;

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

  it('keeps the first id that was bound, unless the provider itself answers with another', () => {
    const bound = moved(states.UNCONFIRMED, updates.accepted);
    expect(moved(bound, updates['accepted as another']).upstreamTaskId).toBe('up');
    const answered = moved(bound, updates['answered as another']);
    expect(answered).toMatchObject({ status: 'PROCESSING', upstreamTaskId: 'other', charge: 'CHARGED' });
    // What is said about the one that was not it, is not about this task.
    expect(moved(answered, updates.succeeded)).toBe(answered);
  });

  it('says what was, or may have been, charged', () => {
    expect(moved(states.SUBMITTING, updates['in doubt']).charge).toBe('MAYBE_CHARGED');
    expect(moved(states.SUBMITTING, updates.accepted).charge).toBe('CHARGED');
    expect(moved(states.UNCONFIRMED, updates.refused).charge).toBe('NOT_CHARGED');
    expect(moved(states.UNCONFIRMED, updates['UNCONFIRMED deadline']).charge).toBe('MAYBE_CHARGED');
    expect(moved(states.PROCESSING, reported(failed())).charge).toBe('CHARGED');
    expect(moved(states.PROCESSING, reported(failed(531, true))).charge).toBe('REFUNDED');
    const adopted = moved(states.rejected, updates.accepted);
    expect(moved(adopted, updates.succeeded)).toMatchObject({ charge: 'CHARGED', refusal: null, error: null });
  });

  it('takes a senseless record for an answer only after its grace', () => {
    for (const [update, code] of [
      [updates.invisible, 'UPSTREAM_ERROR'],
      [updates['done without files'], 'UPSTREAM_ERROR'],
    ] as const) {
      const inconsistent = moved(states.PROCESSING, update, NOW);
      expect(inconsistent).toMatchObject({ status: 'PROCESSING', version: 1, inconsistency: { since: NOW } });
      expect(moved(inconsistent, update, NOW + INCONSISTENCY_GRACE_MS - 1)).toBe(inconsistent);
      expect(moved(inconsistent, update, NOW + INCONSISTENCY_GRACE_MS)).toMatchObject({
        status: 'FAILED',
        error: { code },
      });
    }
  });

  it('gives each inconsistency a grace of its own', () => {
    const invisible = moved(states.PROCESSING, updates.invisible, NOW);
    const empty = moved(invisible, updates['done without files'], NOW + INCONSISTENCY_GRACE_MS);
    expect(empty).toMatchObject({ status: 'PROCESSING', inconsistency: { since: NOW + INCONSISTENCY_GRACE_MS } });
    expect(moved(empty, updates['done without files'], NOW + 2 * INCONSISTENCY_GRACE_MS).status).toBe('FAILED');
  });

  it('forgets a inconsistency when the record makes sense again', () => {
    const inconsistent = moved(states.PROCESSING, updates.invisible);
    expect(moved(inconsistent, updates.pending)).toEqual(states.PROCESSING);
  });

  it('waits for the rest of a pair, and takes what there is after the grace', () => {
    const half = { ...pair, tracks: [track('one'), track('two', { audioUrl: null })] };
    const task = aMusicTask({ status: 'PROCESSING', ...upstream });
    const inconsistent = moved(task, reported({ state: 'succeeded', output: half, at: null }));
    // What is there is shown meanwhile.
    expect(inconsistent).toMatchObject({ status: 'PROCESSING', output: { stage: 'FIRST_TRACK', tracks: half.tracks } });
    expect(inconsistent.timeline.at(-1)?.type).toBe('FIRST_TRACK_READY');
    const late = moved(
      inconsistent,
      reported({ state: 'succeeded', output: half, at: null }),
      NOW + INCONSISTENCY_GRACE_MS,
    );
    expect(late).toMatchObject({ status: 'SUCCEEDED', output: { tracks: [{ audioId: 'one' }, { audioId: 'two' }] } });
  });

  it('does not take the first track of an undelivered pair for the end', () => {
    const one = { ...pair, stage: null, tracks: [track('one')] };
    const task = aMusicTask({ status: 'PROCESSING', ...upstream });
    const inconsistent = moved(task, reported({ state: 'undelivered', output: one }));
    expect(inconsistent.status).toBe('PROCESSING');
    expect(
      moved(inconsistent, reported({ state: 'undelivered', output: one }), NOW + INCONSISTENCY_GRACE_MS).status,
    ).toBe('SUCCEEDED');
    expect(moved(task, reported({ state: 'undelivered', output: pair })).status).toBe('SUCCEEDED');
  });

  it('never takes a stage back, nor a detail', () => {
    const first = { kind: 'music', stage: 'FIRST_TRACK', tracks: [track('one', { title: 'One' })] } as const;
    const text = { kind: 'music', stage: 'LYRICS', tracks: [track('one', { audioUrl: null, tags: 'folk' })] } as const;
    const task = aMusicTask({ status: 'PROCESSING', ...upstream });
    const ahead = moved(task, reported({ state: 'progress', output: first }));
    expect(ahead.timeline.at(-1)?.type).toBe('FIRST_TRACK_READY');
    const back = moved(ahead, reported({ state: 'progress', output: text }));
    expect(back.output).toEqual({ ...first, tracks: [track('one', { title: 'One', tags: 'folk' })] });
    expect(back.timeline).toEqual(ahead.timeline);
    expect(moved(back, reported({ state: 'progress', output: text }))).toBe(back);
  });

  it('lets the last word replace all that was shown before', () => {
    const shown = aMusicTask({
      status: 'PROCESSING',
      ...upstream,
      output: { kind: 'music', stage: 'FIRST_TRACK', tracks: [track('forged'), track('one', { title: 'Forged' })] },
    });
    expect(moved(shown, reported(composed)).output).toEqual(pair);
  });

  it('counts the days of the files from when they were made, and believes no impossible time', () => {
    const expiry = (at: number | null) =>
      moved(states.PROCESSING, reported({ state: 'succeeded', output: stems, at })).expiresAt;
    expect(expiry(null)).toBe(NOW + RETENTION_MS);
    expect(expiry(START + 5_000)).toBe(START + 5_000 + RETENTION_MS);
    expect(expiry(NOW + 1)).toBe(NOW + RETENTION_MS);
    // Seconds instead of milliseconds, and nothing at all.
    expect(expiry(Math.floor(START / 1_000))).toBe(NOW + RETENTION_MS);
    expect(expiry(0)).toBe(NOW + RETENTION_MS);
  });

  it('does not let time run backwards when the clock is set back', () => {
    const task = aTask({ updatedAt: NOW + 5_000 });
    expect(moved(task, updates.accepted).updatedAt).toBe(NOW + 5_000);
  });
});
