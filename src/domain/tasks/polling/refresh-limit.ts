import type { Clock } from '../../ports/clock.ts';
import { ASK_INTERVAL_MS } from '../lifecycle/schedule.ts';
import type { Task } from '../lifecycle/task.ts';

/** Bounds how often viewers have the provider asked about their tasks. */
export interface RefreshLimit {
  /** Whether the provider may be asked about this task now; if so, it counts as asked. */
  allows(task: Task): boolean;
}

/** The pause after a question about one task. It doubles with each question that follows while nothing has changed. */
const LONGEST_PAUSE_MS = 10_000;
/** Questions of one viewer, over all tasks: this many in any window of that length. */
const PER_VIEWER = 20;
const VIEWER_WINDOW_MS = 10_000;

interface Asked {
  readonly at: number;
  readonly pauseMs: number;
  readonly version: number;
}

/** Keeps only what can still matter: about as many entries as questions were asked in the last ten seconds. */
export const createRefreshLimit = (clock: Clock): RefreshLimit => {
  /** By task id, in the order of time. */
  const lastAsked = new Map<string, Asked>();
  /** Moments of the questions, by viewer; viewers in the order of their last question. */
  const byViewer = new Map<string, number[]>();

  /** Whether `at` was less than `ms` ago. A moment in the future means that the clock was set back: it does not count. */
  const isWithin = (at: number, ms: number, now: number): boolean => now >= at && now - at < ms;

  const forget = (now: number): void => {
    for (const [id, { at }] of lastAsked) {
      // The rest is younger.
      if (isWithin(at, 2 * LONGEST_PAUSE_MS, now)) break;
      lastAsked.delete(id);
    }
    for (const [viewer, moments] of byViewer) {
      if (isWithin(moments.at(-1) ?? 0, VIEWER_WINDOW_MS, now)) break;
      byViewer.delete(viewer);
    }
  };

  return {
    allows({ id, viewer, version }) {
      const now = clock.now();
      forget(now);
      const last = lastAsked.get(id);
      if (last && isWithin(last.at, last.pauseMs, now)) return false;
      const moments = (byViewer.get(viewer) ?? []).filter((at) => isWithin(at, VIEWER_WINDOW_MS, now));
      if (moments.length >= PER_VIEWER) return false;
      const isRepeated = last !== undefined && last.version === version && now >= last.at;
      const pauseMs = isRepeated ? Math.min(last.pauseMs * 2, LONGEST_PAUSE_MS) : ASK_INTERVAL_MS;
      lastAsked.delete(id);
      lastAsked.set(id, { at: now, pauseMs, version });
      byViewer.delete(viewer);
      byViewer.set(viewer, [...moments, now]);
      return true;
    },
  };
};
