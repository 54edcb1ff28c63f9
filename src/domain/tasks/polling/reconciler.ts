import type { Clock } from '../../ports/clock.ts';
import type { Logger } from '../../ports/logger.ts';
import type { TaskStore } from '../../ports/task-store.ts';
import { StoreUnavailableError } from '../errors.ts';
import { HINTED_PAUSE_MS, LEASE_MS, longestPause, submissionDeadline, type Timing } from '../lifecycle/schedule.ts';
import type { TaskWriter } from '../lifecycle/task-writer.ts';
import type { TrackedTask, TrackedUpdate } from '../lifecycle/tracked-task.ts';
import type { RecordPoller } from './record-poller.ts';

/** Looks at every unfinished task when its check is due, so that a task ends even if no callback comes. */
export interface Reconciler {
  start(): void;
  /** Looks for due tasks now, e.g. after a callback announced an end. */
  wake(): void;
  /** Stops, and waits for the looks in flight. */
  stop(): Promise<void>;
}

export interface ReconcilerDependencies {
  readonly store: TaskStore;
  readonly writer: TaskWriter;
  readonly poller: RecordPoller;
  readonly clock: Clock;
  readonly timing: Timing;
  readonly logger: Logger;
}

/** The most looks at one time. A burst of ended tasks is polled in one or two rounds. */
const MAX_IN_FLIGHT = 64;
/** How many of them are reserved for hinted tasks, which must not queue behind polls that hang. */
const KEPT_FOR_HINTS = 16;
/**
 * The longest sleep, in milliseconds: other nodes and the operator's tool set checks that this node does not see
 * otherwise.
 */
const MAX_SLEEP_MS = 1_000;
/** The shortest sleep, in milliseconds. */
const MIN_SLEEP_MS = 20;

const STOPPED = 'The gateway stopped while it was waiting for the answer.';

export const createReconciler = (dependencies: ReconcilerDependencies): Reconciler => {
  const { store, writer, poller, clock, timing, logger } = dependencies;
  const maxSleepMs = Math.min(Math.max(timing.pollAfterMs / 4, MIN_SLEEP_MS), MAX_SLEEP_MS);
  const inFlight = new Set<Promise<void>>();
  const stopping = new AbortController();
  let alarm = new AbortController();
  let loop: Promise<void> | null = null;

  // With a reason: the error that is made without one costs more than the rest of a wake, and each callback wakes.
  const wake = (): void => alarm.abort('awake');

  /** Looks at a task without a provider's id: it cannot be polled, and only its deadline decides. */
  const lookAtUnnamed = async (tracked: TrackedTask): Promise<void> => {
    const { task, check } = tracked;
    const note = (outcome: string) => ({ kind: 'deadline', outcome, detail: null }) as const;
    const looked: TrackedUpdate = { type: 'looked-at', check, answer: 'report' };
    if (task.status === 'SUBMITTING') {
      await writer.apply(tracked, [looked, { type: 'in-doubt', reason: STOPPED }], note('submission-interrupted'));
    } else if (clock.now() < submissionDeadline(task, timing)) {
      // An operator asked for it, or the clock was set back.
      await writer.apply(tracked, [looked], note('not-yet'));
    } else {
      await writer.apply(tracked, [looked, { type: 'deadline-passed', of: 'UNCONFIRMED' }], note('passed'));
    }
  };

  const lookOnce = async (tracked: TrackedTask): Promise<void> => {
    if (tracked.task.upstreamTaskId === null) await lookAtUnnamed(tracked);
    else await poller.poll(tracked, 'due');
  };

  /** Resolves when the store can be written to, when the lease is over, or when the reconciler stops. */
  const untilStored = async (leasedUntil: number): Promise<void> => {
    while (!stopping.signal.aborted && clock.now() < leasedUntil) {
      await clock.wait(maxSleepMs, stopping.signal);
      try {
        return await store.ping();
      } catch (error) {
        if (!(error instanceof StoreUnavailableError)) throw error;
      }
    }
  };

  /** Looks at a leased task. While the store takes nothing, the look is repeated as soon as it does. */
  const look = async (tracked: TrackedTask, leasedUntil: number): Promise<void> => {
    for (;;) {
      try {
        return await lookOnce(tracked);
      } catch (error) {
        if (!(error instanceof StoreUnavailableError)) throw error;
        logger.warn({ taskId: tracked.task.id, err: error }, 'what was found out about a task could not be saved');
      }
      await untilStored(leasedUntil);
      if (stopping.signal.aborted || clock.now() >= leasedUntil) return;
    }
  };

  const track = (work: Promise<void>): void => {
    const tracked = work
      // The lease ends by itself, and the task is looked at again.
      .catch((error: unknown) => logger.error({ err: error }, 'could not look after a task'))
      .finally(() => {
        inFlight.delete(tracked);
        wake();
      });
    inFlight.add(tracked);
  };

  /** Begins to look at due tasks, until `most` are in flight. @returns when the next one is due, epoch milliseconds. */
  const lease = async (most: number, maxPauseMs?: number): Promise<number | null> => {
    const now = clock.now();
    const until = now + LEASE_MS;
    const limit = Math.max(most - inFlight.size, 0);
    const request = { now, until, farthest: now + longestPause(timing), limit, ...(maxPauseMs && { maxPauseMs }) };
    const { leased, nextAt } = await store.leaseDue(request);
    for (const tracked of leased) track(look(tracked, until));
    return nextAt;
  };

  /** @returns for how long to sleep, in milliseconds. */
  const leaseAll = async (): Promise<number> => {
    const most = MAX_IN_FLIGHT - KEPT_FOR_HINTS;
    const nextAt = inFlight.size < most ? await lease(most) : null;
    if (inFlight.size < most) {
      return Math.min(Math.max((nextAt ?? Number.POSITIVE_INFINITY) - clock.now(), MIN_SLEEP_MS), maxSleepMs);
    }
    if (inFlight.size < MAX_IN_FLIGHT) await lease(MAX_IN_FLIGHT, HINTED_PAUSE_MS);
    return maxSleepMs;
  };

  const run = async (): Promise<void> => {
    while (!stopping.signal.aborted) {
      alarm = new AbortController();
      const sleepMs = await leaseAll().catch((error: unknown) => {
        logger.warn({ err: error }, 'could not look for due tasks');
        return maxSleepMs;
      });
      await clock.wait(sleepMs, AbortSignal.any([alarm.signal, stopping.signal]));
    }
    await Promise.all(inFlight);
  };

  return {
    start() {
      loop ??= run();
    },
    wake,
    async stop() {
      stopping.abort();
      await loop;
    },
  };
};
