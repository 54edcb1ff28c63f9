import type { Clock } from '../../ports/clock.ts';
import { ASK_INTERVAL_MS } from '../lifecycle/schedule.ts';
import type { Task } from '../lifecycle/task.ts';

/** Bounds how often viewers can have their tasks polled. */
export interface RefreshLimit {
  /** Whether this task may be polled for its viewer now. If so, the poll counts. */
  allows(task: Task): boolean;
}

/** The longest pause after a poll of one task. The pause doubles with each poll that finds nothing new. */
const LONGEST_PAUSE_MS = 10_000;
/** Polls for one viewer, over all tasks: at most this many in any window of that length. */
const PER_VIEWER = 20;
const VIEWER_WINDOW_MS = 10_000;

interface Poll {
  readonly at: number;
  readonly pauseMs: number;
  readonly version: number;
}

/** A limit that keeps about as many entries as there were polls in the last twenty seconds. */
export const createRefreshLimit = (clock: Clock): RefreshLimit => {
  /** By task id, in the order of time. */
  const lastPolls = new Map<string, Poll>();
  /** Moments of the polls, by viewer; viewers in the order of their last poll. */
  const byViewer = new Map<string, number[]>();

  /**
   * Whether `at` was less than `ms` ago. A moment in the future means that the clock was set back: it does not count.
   */
  const isWithin = (at: number, ms: number, now: number): boolean => now >= at && now - at < ms;

  const dropExpired = (now: number): void => {
    for (const [id, { at }] of lastPolls) {
      // The entries are in the order of time: the rest is younger.
      if (isWithin(at, 2 * LONGEST_PAUSE_MS, now)) break;
      lastPolls.delete(id);
    }
    for (const [viewer, moments] of byViewer) {
      if (isWithin(moments.at(-1) ?? 0, VIEWER_WINDOW_MS, now)) break;
      byViewer.delete(viewer);
    }
  };

  return {
    allows({ id, viewer, version }) {
      const now = clock.now();
      dropExpired(now);
      const last = lastPolls.get(id);
      if (last && isWithin(last.at, last.pauseMs, now)) return false;
      const moments = (byViewer.get(viewer) ?? []).filter((at) => isWithin(at, VIEWER_WINDOW_MS, now));
      if (moments.length >= PER_VIEWER) return false;
      const isRepeated = last !== undefined && last.version === version && now >= last.at;
      const pauseMs = isRepeated ? Math.min(last.pauseMs * 2, LONGEST_PAUSE_MS) : ASK_INTERVAL_MS;
      lastPolls.delete(id);
      lastPolls.set(id, { at: now, pauseMs, version });
      byViewer.delete(viewer);
      byViewer.set(viewer, [...moments, now]);
      return true;
    },
  };
};
