import { describe, expect, it } from 'vitest';
import { growPause, jittered, nextCheck } from '../../src/domain/tasks/lifecycle/schedule.ts';
import type { TaskErrorCode } from '../../src/domain/tasks/lifecycle/task.ts';
import { pair, stems, track } from '../support/bodies.ts';
import { TIMING } from '../support/domain.ts';
import { START } from '../support/manual-clock.ts';
import { aMusicTask, aTask } from '../support/tasks.ts';

const NOW = START + 1_000;
const middle = (): number => 0.5;
const bound = { upstreamTaskId: 'up', submittedAt: START } as const;
const failedAs = (code: TaskErrorCode) =>
  aTask({ status: 'FAILED', ...bound, finishedAt: NOW, error: { code, message: '', upstreamCode: null } });
const checkAt = (task: ReturnType<typeof aTask>, now = NOW, answered = true) =>
  nextCheck(task, 30_000, now, TIMING, answered, middle).at;

describe('the schedule', () => {
  it('looks at a purchase when the process that makes it must have died', () => {
    expect(checkAt(aTask())).toBe(START + TIMING.submissionLeaseMs);
  });

  it('looks at an unconfirmed task at its deadline', () => {
    expect(checkAt(aTask({ status: 'UNCONFIRMED' }))).toBe(START + TIMING.submissionDeadlineMs);
  });

  it('asks about a task after a pause, at its deadline at the latest', () => {
    const task = aTask({ status: 'PROCESSING', ...bound });
    expect(checkAt(task)).toBe(NOW + 30_000);
    expect(checkAt(task, START + TIMING.taskDeadlineMs - 1)).toBe(START + TIMING.taskDeadlineMs);
  });

  it('leaves finished tasks alone', () => {
    expect(checkAt(aTask({ status: 'SUCCEEDED', ...bound, output: stems }))).toBeNull();
    expect(checkAt(aTask({ status: 'FAILED' }))).toBeNull();
  });

  it('looks for what is missing of a result for ten more minutes', () => {
    const half = { ...pair, tracks: [track('one')] };
    const task = aMusicTask({ status: 'SUCCEEDED', ...bound, output: half, finishedAt: NOW });
    expect(checkAt(task, NOW + 500_000)).toBe(NOW + 530_000);
    expect(checkAt(task, NOW + 600_000)).toBeNull();
    expect(checkAt({ ...task, output: pair })).toBeNull();
    // It was in the answer to the purchase: there is no record.
    expect(checkAt({ ...task, upstreamTaskId: null })).toBeNull();
  });

  it('looks at a failed task for ten more minutes, and at an adopted one for its whole time', () => {
    expect(checkAt(failedAs('GENERATION_FAILED'), NOW + 500_000)).toBe(NOW + 530_000);
    expect(checkAt(failedAs('GENERATION_FAILED'), NOW + 600_000)).toBeNull();
    expect(checkAt(failedAs('SUBMISSION_LOST'), NOW + 3_600_000)).toBe(NOW + 3_630_000);
    expect(checkAt(failedAs('SUBMISSION_LOST'), START + TIMING.taskDeadlineMs)).toBeNull();
  });

  it('goes on asking about a failed task while the provider has not had its say', () => {
    expect(checkAt(failedAs('TIMED_OUT'), NOW + 700_000)).toBeNull();
    expect(checkAt(failedAs('TIMED_OUT'), NOW + 700_000, false)).toBe(NOW + 730_000);
  });

  it('lets pauses grow up to their bound, and spreads them by a tenth', () => {
    expect(growPause(30_000, TIMING)).toBe(48_000);
    expect(growPause(100_000, TIMING)).toBe(TIMING.pollMaxIntervalMs);
    expect([jittered(1_000, () => 0), jittered(1_000, middle), jittered(1_000, () => 0.999)]).toEqual([
      900, 1_000, 1_100,
    ]);
  });
});
