import { isSettled } from './is-settled.ts';
import { isOurs } from './on-report.ts';
import { type Check, growPause, HINTED_PAUSE_MS, jittered, nextCheck, type Timing } from './schedule.ts';
import type { Task } from './task.ts';
import { type Retention, transition, type Update } from './transition.ts';

/** A task as the store keeps it: the task that a viewer sees, with its check and its revision. */
export interface TrackedTask {
  readonly task: Task;
  /** When the task is looked at next. */
  readonly check: Check;
  /**
   * Counts the saved states of this object, from 1. Optimistic locking compares it. (`task.version` counts only the
   * states that a viewer can tell apart.)
   */
  readonly revision: number;
}

/** Anything that may change a task, its check, or both. */
export type TrackedUpdate =
  | Update
  /** A callback announced an end: the record is read in `inMs` milliseconds. */
  | { readonly type: 'hinted'; readonly inMs: number }
  /**
   * The task was looked at because `check` was due. A check that was set after the look began is newer, and stays.
   */
  | { readonly type: 'looked-at'; readonly check: Check; readonly answer: PollAnswer };

/** How the provider answered a poll: with a report, with "no such task", or not at all. */
export type PollAnswer = 'report' | 'unknown-task' | 'none';

/** The operator's settings that decide what an update does. */
export interface LifecycleRules {
  readonly timing: Timing;
  readonly retention: Retention;
}

/** The tracked form of a task that is about to be created. */
export const trackNew = (task: Task, now: number, timing: Timing): TrackedTask => ({
  task,
  check: nextCheck(task, timing.pollAfterMs, now, timing),
  revision: 1,
});

const isSame = (one: Check, other: Check): boolean => one.at === other.at && one.pauseMs === other.pauseMs;

const withCheck = (tracked: TrackedTask, check: Check): TrackedTask =>
  isSame(tracked.check, check) ? tracked : { ...tracked, check };

const onHint = (tracked: TrackedTask, inMs: number, now: number): TrackedTask =>
  isSettled(tracked.task) ? tracked : withCheck(tracked, { at: now + inMs, pauseMs: HINTED_PAUSE_MS });

const onLook = (
  tracked: TrackedTask,
  { check: looked, answer }: Extract<TrackedUpdate, { type: 'looked-at' }>,
  now: number,
  { timing }: LifecycleRules,
  random: () => number,
): TrackedTask => {
  if (!isSame(tracked.check, looked)) return tracked;
  const pauseMs = growPause(looked.pauseMs, timing);
  const { error } = tracked.task;
  // "No such task" does not end the polls of a task that the gateway itself declared failed: it may be an outage.
  const answered = answer === 'report' || (answer === 'unknown-task' && error !== null && !isOurs(error));
  const check = nextCheck(tracked.task, pauseMs, now, timing, answered, random);
  // The deadline has passed already: it must not make the task due again at once.
  const isOverdue = check.at !== null && check.at <= now;
  return withCheck(tracked, isOverdue ? { at: now + jittered(pauseMs, random), pauseMs } : check);
};

/** The task with `seenAt`, from the first report about it on. */
const withSight = (task: Task, update: Update, now: number): Task => {
  const isFirst = update.type === 'reported' && update.report.state !== 'invisible' && task.seenAt === null;
  return isFirst && task.status === 'PROCESSING' ? { ...task, seenAt: now } : task;
};

const onUpdate = (
  tracked: TrackedTask,
  update: Update,
  now: number,
  { timing, retention }: LifecycleRules,
  random: () => number,
): TrackedTask => {
  const { check } = tracked;
  const task = transition(withSight(tracked.task, update, now), update, now, retention);
  if (task === tracked.task) return tracked;
  if (task.version === tracked.task.version) return { ...tracked, task };
  // What the provider has made before is there, and no callback will come: it is looked at as after a hint.
  const isMadeBefore = update.type === 'answered' && update.outcome.kind === 'exists';
  // A change makes the pauses start again, unless a hint has made them shorter.
  const pauseMs = Math.min(check.pauseMs, isMadeBefore ? HINTED_PAUSE_MS : timing.pollAfterMs);
  // The gateway declared this failure: the provider is polled at least once more.
  const planned = nextCheck(task, pauseMs, now, timing, update.type !== 'deadline-passed', random);
  // A due task stays due until it is looked at: a change that was in flight must not undo a hint.
  const isDue = planned.at !== null && check.at !== null && check.at <= now;
  return { ...tracked, task, check: isDue ? { at: check.at, pauseMs } : planned };
};

/**
 * The tracked task after `update`; the same object when nothing changes. No other function decides the
 * next state of a task and its next check.
 *
 * @param now epoch milliseconds.
 * @param random spreads checks, from 0 to 1.
 */
export const advance = (
  tracked: TrackedTask,
  update: TrackedUpdate,
  now: number,
  rules: LifecycleRules,
  random: () => number = Math.random,
): TrackedTask => {
  switch (update.type) {
    case 'hinted':
      return onHint(tracked, update.inMs, now);
    case 'looked-at':
      return onLook(tracked, update, now, rules, random);
    default:
      return onUpdate(tracked, update, now, rules, random);
  }
};
