import type { Clock } from '../../ports/clock.ts';
import { ASK_INTERVAL_MS } from '../lifecycle/schedule.ts';
import type { Task } from '../lifecycle/task.ts';
import { createExpiringMap } from './expiring-map.ts';

/** Bounds how often viewers can have their tasks polled. */
export interface RefreshLimit {
  /** Whether this task may be polled for its viewer now. If so, the poll counts. */
  allows(task: Task): boolean;
}

/** The longest pause after a poll of one task. The pause doubles with each poll that finds nothing new. */
const LONGEST_PAUSE_MS = 10_000;
/** For how long a poll of a task is known, so that the next one is its repetition. */
const KNOWN_MS = 2 * LONGEST_PAUSE_MS;
/** Polls for one viewer, over all tasks: at most this many in any window of that length. */
const PER_VIEWER = 20;
const VIEWER_WINDOW_MS = 10_000;

interface Poll {
  readonly at: number;
  readonly pauseMs: number;
  readonly version: number;
}

/**
 * Whether `at` was less than `ms` ago. A moment in the future means that the clock was set back: it does not count.
 */
const isWithin = (at: number, ms: number, now: number): boolean => now >= at && now - at < ms;

/** A limit that keeps about as many entries as there were polls in the last forty seconds. */
export const createRefreshLimit = (clock: Clock): RefreshLimit => {
  /** By task id. */
  const lastPolls = createExpiringMap<Poll>(KNOWN_MS);
  /** Moments of the polls, by viewer. */
  const byViewer = createExpiringMap<number[]>(VIEWER_WINDOW_MS);

  return {
    allows({ id, viewer, version }) {
      const now = clock.now();
      const last = lastPolls.get(id);
      if (last && isWithin(last.at, last.pauseMs, now)) return false;
      const moments = (byViewer.get(viewer) ?? []).filter((at) => isWithin(at, VIEWER_WINDOW_MS, now));
      if (moments.length >= PER_VIEWER) return false;
      const isRepeated = last !== undefined && last.version === version && isWithin(last.at, KNOWN_MS, now);
      const pauseMs = isRepeated ? Math.min(last.pauseMs * 2, LONGEST_PAUSE_MS) : ASK_INTERVAL_MS;
      lastPolls.set(id, { at: now, pauseMs, version }, now);
      moments.push(now);
      byViewer.set(viewer, moments, now);
      return true;
    },
  };
};
