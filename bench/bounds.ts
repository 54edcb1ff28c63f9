import type { Goal } from './harness/result.ts';

/** What a path must keep to, on any machine: a third of what it does on a busy one. */
export interface Bound extends Omit<Goal, 'what'> {
  readonly path: string;
}

/**
 * Bounds on ratios within one run. They hold on a busy machine, and catch what makes a path several times slower; they
 * are raised when a path has become faster for good.
 */
export const BOUNDS: readonly Bound[] = [
  { path: 'task-again', metric: 'cpuRatio', bound: 'at least', value: 0.12 },
  { path: 'task-in-turn', metric: 'cpuRatio', bound: 'at least', value: 0.12 },
  { path: 'task-page', metric: 'cpuRatio', bound: 'at least', value: 0.14 },
  { path: 'task-by-hash', metric: 'cpuRatio', bound: 'at least', value: 0.13 },
  { path: 'through', metric: 'cpuRatio', bound: 'at least', value: 0.05 },
  { path: 'through-again', metric: 'cpuRatio', bound: 'at least', value: 0.08 },
  { path: 'purchase-by-many', metric: 'cpuRatio', bound: 'at least', value: 0.02 },
  { path: 'callbacks', metric: 'cpuRatio', bound: 'at least', value: 0.07 },
  { path: 'fan-out', metric: 'cpuRatio', bound: 'at least', value: 0.12 },
  { path: 'socket-memory', metric: 'socketKb', bound: 'at most', value: 60 },
];
