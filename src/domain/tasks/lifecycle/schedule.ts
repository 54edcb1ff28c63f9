import { isSettled } from './is-settled.ts';
import type { Task } from './task.ts';

/** The next moment at which a task is looked at, and the pause before it, which grows while nothing changes. */
export interface Check {
  /** Epoch milliseconds; null when the task is not looked at any more. */
  readonly at: number | null;
  readonly pauseMs: number;
}

/** How long things may take, by the operator's settings, all in milliseconds. */
export interface Timing {
  /** The first pause before a poll. */
  readonly pollAfterMs: number;
  readonly pollMaxIntervalMs: number;
  /** How long an UNCONFIRMED task waits for a callback. */
  readonly submissionDeadlineMs: number;
  /** How long a task may take after the provider has accepted it. */
  readonly taskDeadlineMs: number;
  /** The longest time that a purchase can take. If it has no outcome after that, its process has died. */
  readonly submissionLeaseMs: number;
}

/** The first pause after a hint: a record may be older than its own callback for a moment. */
export const HINTED_PAUSE_MS = 1_000;

/** The shortest time between two polls of one task: the provider allows three reads of one record a second. */
export const ASK_INTERVAL_MS = 400;

/** How long a lease lasts if the process that holds it dies, in milliseconds. */
export const LEASE_MS = 60_000;

/** The factor by which pauses grow while polls find nothing new. */
const GROWTH = 1.6;

/**
 * How long a task is still polled after it has failed, or has succeeded with a part of its results. The provider
 * corrects itself at times (provider.md, quirk 6), and a task that the gateway gave up may end a minute later.
 */
const SECOND_LOOK_MS = 600_000;

/** How long a task is still polled after its end while the provider does not answer: 1 day. */
const UNANSWERED_MS = 86_400_000;

/**
 * The next check of `task` as it is now. Only `advance` and `trackNew` (tracked-task.ts) call it.
 *
 * @param pauseMs the pause while there are no news.
 * @param answered false after a poll without an answer: then a task that failed by its deadline is polled again too,
 *   until the provider answers, for a day at most.
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

/** Until when a failed task, known to the provider, is looked at again. */
function secondLookUntil(task: Task, timing: Timing): number {
  // A late callback gave this task the provider's id: it gets its whole time.
  const adopted = task.error?.code === 'SUBMISSION_LOST' || task.error?.code === 'REJECTED';
  return adopted ? taskDeadline(task, timing) : (task.finishedAt ?? task.updatedAt) + SECOND_LOOK_MS;
}

/** Spreads `ms` by ±10 %, so that tasks that were bought together are not polled together. */
export function jittered(ms: number, random: () => number): number {
  return Math.round(ms * (0.9 + 0.2 * random()));
}

/** The pause that follows a pause of `pauseMs` without news. */
export function growPause(pauseMs: number, { pollMaxIntervalMs }: Timing): number {
  return Math.min(Math.round(pauseMs * GROWTH), pollMaxIntervalMs);
}

/** The longest time from now to the check of a task with a provider's id, in milliseconds. */
export function longestPause({ pollMaxIntervalMs }: Timing): number {
  return jittered(Math.max(pollMaxIntervalMs, HINTED_PAUSE_MS), () => 1);
}

/** When a PROCESSING task times out. */
export function taskDeadline(task: Task, { taskDeadlineMs }: Timing): number {
  return (task.submittedAt ?? task.createdAt) + taskDeadlineMs;
}

/** When an UNCONFIRMED task counts as lost. */
export function submissionDeadline(task: Task, { submissionDeadlineMs }: Timing): number {
  return task.createdAt + submissionDeadlineMs;
}
