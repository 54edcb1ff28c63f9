import type { Clock } from '../../ports/clock.ts';
import type { Logger } from '../../ports/logger.ts';
import type { DueTask, TaskStore } from '../../ports/task-store.ts';
import { StoreUnavailableError } from '../errors.ts';
import {
  CLAIM_MS,
  growPause,
  HINTED_PAUSE_MS,
  nextCheck,
  submissionDeadline,
  type Timing,
} from '../lifecycle/schedule.ts';
import type { TaskWriter } from '../lifecycle/task-writer.ts';
import type { PollResult, RecordPoller } from './record-poller.ts';

/** Looks at every unfinished task when it is due: silence, however long, ends in an answer. */
export interface Reconciler {
  start(): void;
  /** Looks for due tasks now, e.g. after a callback announced an end. */
  wake(): void;
  /** Stops looking and waits for what is under way. */
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

/** Questions to the provider at one time: a burst of ends should be confirmed within one or two of its answers. */
const MAX_UNDER_WAY = 64;
/** Of these, kept for ends that a callback has announced: they must not queue behind questions that hang. */
const KEPT_FOR_HINTS = 16;
/** The longest sleep: due times are set by others too, who need not tell. */
const MAX_SLEEP_MS = 1_000;
/** The shortest sleep, so that a task which is overdue but claimed elsewhere does not keep us spinning. */
const MIN_SLEEP_MS = 20;

export const createReconciler = (dependencies: ReconcilerDependencies): Reconciler => {
  const { store, writer, poller, clock, timing, logger } = dependencies;
  const maxSleepMs = Math.min(Math.max(timing.pollAfterMs / 4, MIN_SLEEP_MS), MAX_SLEEP_MS);
  const inFlight = new Set<Promise<void>>();
  const stopping = new AbortController();
  let alarm = new AbortController();
  let loop: Promise<void> | null = null;

  /** Takes an unfinished task one step on, without or with the provider. */
  const settle = async ({ task, pauseMs }: DueTask): Promise<PollResult> => {
    const pause = growPause(pauseMs, timing);
    if (task.upstreamTaskId !== null) return await poller.poll(task, pause);
    if (task.status === 'SUBMITTING') {
      const note = { kind: 'deadline', outcome: 'submission-interrupted', detail: null } as const;
      const reason = 'The gateway stopped while it was waiting for the answer.';
      const applied = await writer.apply(task.id, [{ type: 'in-doubt', reason }], note);
      return { task: applied?.task ?? task, changed: applied?.changed ?? false, answered: true, note };
    }
    // Without an id there is nothing to ask about. An operator, or a clock that was set back, may look too early.
    if (clock.now() < submissionDeadline(task, timing)) {
      return { task, changed: false, answered: true, note: { kind: 'deadline', outcome: 'not-yet', detail: null } };
    }
    const note = { kind: 'deadline', outcome: 'passed', detail: null } as const;
    const applied = await writer.apply(task.id, [{ type: 'deadline-passed', of: 'UNCONFIRMED' }], note);
    return { task: applied?.task ?? task, changed: applied?.changed ?? false, answered: true, note };
  };

  const lookOnce = async (due: DueTask): Promise<void> => {
    const { task, changed, answered, note } = await settle(due);
    if (changed) return;
    const now = clock.now();
    const check = nextCheck(task, growPause(due.pauseMs, timing), now, timing, answered);
    await store.release(due, check, { ...note, at: now });
  };

  const isStoreTrouble = ({ task }: DueTask, error: unknown): boolean => {
    if (!(error instanceof StoreUnavailableError)) return false;
    logger.warn({ taskId: task.id, err: error }, 'what was found out about a task could not be saved');
    return true;
  };

  /** Has a task looked at again as soon as the store takes anything, and not only when its claim lapses. */
  const giveBack = async (due: DueTask): Promise<void> => {
    while (!stopping.signal.aborted && clock.now() < due.leasedUntil) {
      await clock.wait(maxSleepMs, stopping.signal);
      const at = clock.now();
      const note = { at, kind: 'poll', outcome: 'not-saved', detail: null } as const;
      try {
        return await store.release(due, { at, pauseMs: due.pauseMs }, note);
      } catch (error) {
        if (!isStoreTrouble(due, error)) throw error;
      }
    }
  };

  const look = (due: DueTask): Promise<void> =>
    lookOnce(due).catch((error: unknown) => {
      if (!isStoreTrouble(due, error)) throw error;
      return giveBack(due);
    });

  const track = (work: Promise<void>): void => {
    const tracked = work
      // The claim lapses by itself, and the task is looked at again.
      .catch((error: unknown) => logger.error({ err: error }, 'could not look after a task'))
      .finally(() => {
        inFlight.delete(tracked);
        alarm.abort();
      });
    inFlight.add(tracked);
  };

  /** Begins to look after what is due, until so many are under way. @returns whether there is still room. */
  const claimUpTo = async (most: number, maxPauseMs?: number): Promise<boolean> => {
    const now = clock.now();
    const room = most - inFlight.size;
    if (room > 0) for (const due of await store.claimDue(now, now + CLAIM_MS, room, maxPauseMs)) track(look(due));
    return inFlight.size < most;
  };

  /** @returns for how long to sleep. */
  const claim = async (): Promise<number> => {
    const hasRoom = await claimUpTo(MAX_UNDER_WAY - KEPT_FOR_HINTS);
    if (!hasRoom) {
      await claimUpTo(MAX_UNDER_WAY, HINTED_PAUSE_MS);
      return maxSleepMs;
    }
    const next = await store.nextDueAt();
    return Math.min(Math.max((next ?? Number.POSITIVE_INFINITY) - clock.now(), MIN_SLEEP_MS), maxSleepMs);
  };

  const run = async (): Promise<void> => {
    while (!stopping.signal.aborted) {
      alarm = new AbortController();
      const sleepMs = await claim().catch((error: unknown) => {
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
    wake() {
      alarm.abort();
    },
    async stop() {
      stopping.abort();
      await loop;
    },
  };
};
