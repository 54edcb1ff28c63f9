import { expect, it } from 'vitest';
import type { Figures, Report } from '../../src/domain/tasks/lifecycle/evidence.ts';
import type { Task } from '../../src/domain/tasks/lifecycle/task.ts';
import { transition } from '../../src/domain/tasks/lifecycle/transition.ts';
import { composed, failed } from '../support/bodies.ts';
import { RETENTION_MS } from '../support/domain.ts';
import { START } from '../support/manual-clock.ts';
import { aMusicTask } from '../support/tasks.ts';

const NOW = START + 60_000;
const pending: Report = { state: 'pending' };
const processing = aMusicTask({ status: 'PROCESSING', upstreamTaskId: 'up', charge: 'CHARGED', version: 2 });

const told = (task: Task, report: Report, figures: Partial<Figures>): Task =>
  transition(
    task,
    { type: 'reported', upstreamTaskId: 'up', report, figures: { creditsConsumed: null, progress: null, ...figures } },
    NOW,
    { retentionMs: RETENTION_MS },
  );

it('progress makes a version of its own, and never goes back', () => {
  const half = told(processing, pending, { progress: 50 });
  expect(half).toMatchObject({ progress: 50, version: 3, updatedAt: NOW });
  expect(told(half, pending, { progress: 40 })).toBe(half);
  expect(told(half, pending, {})).toBe(half);
  expect(told(half, pending, { progress: 60 })).toMatchObject({ progress: 60, version: 4 });
});

it('an end shares its version with the figures that came with it', () => {
  const half = told(processing, pending, { progress: 50 });
  const done = told(half, composed, { creditsConsumed: 12 });
  expect(done).toMatchObject({ status: 'SUCCEEDED', creditsConsumed: 12, progress: 100, version: 4 });
  expect(done.timeline.at(-1)).toMatchObject({ type: 'SUCCEEDED', version: 4 });
  expect(told(processing, composed, { creditsConsumed: 12 })).toMatchObject({ creditsConsumed: 12, progress: null });
});

it('what was consumed is believed at the end only, and then once', () => {
  expect(told(processing, pending, { creditsConsumed: 0 })).toBe(processing);
  const done = told(processing, composed, { creditsConsumed: 12 });
  expect(told(done, composed, { creditsConsumed: 24 })).toBe(done);
  expect(told(done, failed(), { creditsConsumed: 0 })).toBe(done);
});

it('a failure that the provider corrects is billed by the later record', () => {
  const gone = told(processing, failed(), { creditsConsumed: 0 });
  expect(gone).toMatchObject({ status: 'FAILED', creditsConsumed: 0 });
  expect(told(gone, composed, { creditsConsumed: 12 })).toMatchObject({ status: 'SUCCEEDED', creditsConsumed: 12 });
  expect(told(gone, composed, {})).toMatchObject({ status: 'SUCCEEDED', creditsConsumed: null });
});

it('of what was made before, the figures are those of another purchase', () => {
  const adopted = { ...processing, charge: 'NOT_CHARGED' } as const;
  expect(told(adopted, composed, { creditsConsumed: 12, progress: 100 })).toMatchObject({
    status: 'SUCCEEDED',
    creditsConsumed: null,
    progress: null,
  });
});
