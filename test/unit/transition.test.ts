import { describe, expect, it } from 'vitest';
import { INCONSISTENCY_GRACE_MS } from '../../src/domain/tasks/lifecycle/transition.ts';
import { composed, failed, pair, stems, track } from '../support/bodies.ts';
import { RETENTION_MS } from '../support/domain.ts';
import { START } from '../support/manual-clock.ts';
import { aMusicTask, aTask } from '../support/tasks.ts';
import { moved, NOW, reported, states, updates, upstream } from '../support/transitions.ts';

describe('transition', () => {
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
