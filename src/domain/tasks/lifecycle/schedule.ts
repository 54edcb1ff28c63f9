import { isSettled } from './is-settled.ts';
import type { Task } from './task.ts';

/** The next moment at which a task is looked at, and the pause that it came from, which grows while there are no news. */
export interface Check {
  /** Epoch milliseconds; null when the task is not looked at any more. */
  readonly at: number | null;
  readonly pauseMs: number;
}

/** How long things may take, by the operator's settings, all in milliseconds. */
export interface Timing {
  /** Silence after which the provider is asked. */
  readonly pollAfterMs: number;
  readonly pollMaxIntervalMs: number;
  /** How long an UNCONFIRMED task waits for a sign. */
  readonly submissionDeadlineMs: number;
  /** How long a task may take once the provider has it. */
  readonly taskDeadlineMs: number;
  /** How long a purchase can take: after that, the process that made it has died. */
  readonly submissionLeaseMs: number;
}

/** The first pause after a hint that the end has come: the record may lag its own callback by a moment. */
export const HINTED_PAUSE_MS = 1_000;

/** Between two reasons to ask about one task: the provider allows three reads a second of one record. */
export const ASK_INTERVAL_MS = 400;

/** How long a lease lasts if the process that holds it dies, in milliseconds. */
export const LEASE_MS = 60_000;

/** Pauses grow by this factor while nothing is heard. */
const GROWTH = 1.6;

/**
 * For how long a task is still looked at that has failed, or that has succeeded with a part of its results: providers were seen to correct themselves (provider.md, quirk 6), and what
 * the gateway gave up may be done a minute later.
 */
const SECOND_LOOK_MS = 600_000;

/** How long after its end a task is asked about that the provider did not answer for: 1 day. */
const UNANSWERED_MS = 86_400_000;

/** Spreads `ms` by ±10 %, so that tasks bought together are not asked about together. */
export const jittered = (ms: number, random: () => number): number => Math.round(ms * (0.9 + 0.2 * random()));

/** The pause that follows a pause of `pauseMs` without news. */
export const growPause = (pauseMs: number, { pollMaxIntervalMs }: Timing): number =>
  Math.min(Math.round(pauseMs * GROWTH), pollMaxIntervalMs);

/** The longest time that lies between now and the check of a task that the provider has named, in milliseconds. */
export const longestPause = ({ pollMaxIntervalMs }: Timing): number =>
  jittered(Math.max(pollMaxIntervalMs, HINTED_PAUSE_MS), () => 1);

/** When a PROCESSING task times out. */
export const taskDeadline = (task: Task, { taskDeadlineMs }: Timing): number =>
  (task.submittedAt ?? task.createdAt) + taskDeadlineMs;

/** When an UNCONFIRMED task counts as lost. */
export const submissionDeadline = (task: Task, { submissionDeadlineMs }: Timing): number =>
  task.createdAt + submissionDeadlineMs;

/** Until when a failed task, known to the provider, is looked at again. */
const secondLookUntil = (task: Task, timing: Timing): number => {
  // A task that a late callback has bound to the provider's id is given its whole time.
  const adopted = task.error?.code === 'SUBMISSION_LOST' || task.error?.code === 'REJECTED';
  return adopted ? taskDeadline(task, timing) : (task.finishedAt ?? task.updatedAt) + SECOND_LOOK_MS;
};

/**
 * The next check of `task` as it is now. Only `advance` and `trackNew` (tracked-task.ts) call it.
 *
 * @param pauseMs the pause while there are no news.
 * @param answered false when the provider could not be asked: then even a task that has failed by its deadline is polled
 *   again, until the provider has answered; for a day at most.
 */
export const nextCheck = (
  task: Task,
  pauseMs: number,
  now: number,
  timing: Timing,
  answered = true,
  random: () => number = Math.random,
): Check => {
  const paused = now + jittered(pauseMs, random);
  switch (task.status) {
    case 'SUBMITTING':
      return { at: task.createdAt + timing.submissionLeaseMs, pauseMs };
    case 'UNCONFIRMED':
      return { at: submissionDeadline(task, timing), pauseMs };
    case 'PROCESSING':
      return { at: Math.min(paused, taskDeadline(task, timing)), pauseMs };
    case 'SUCCEEDED': {
      const isOver = isSettled(task) || paused > (task.finishedAt ?? task.updatedAt) + SECOND_LOOK_MS;
      return { at: isOver ? null : paused, pauseMs };
    }
    case 'FAILED': {
      if (task.upstreamTaskId === null) return { at: null, pauseMs };
      const until = secondLookUntil(task, timing);
      const unansweredUntil = answered ? until : Math.max(until, (task.finishedAt ?? task.updatedAt) + UNANSWERED_MS);
      return { at: paused <= unansweredUntil ? paused : null, pauseMs };
    }
  }
};
