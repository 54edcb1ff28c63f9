import { mayGrow } from '../../outputs/output.ts';
import type { Task } from './task.ts';

/**
 * For how long a settled task may be kept in memory, and for how long the answer that was made of it, in milliseconds: a
 * task that is deleted is gone on all nodes after both.
 */
export const KEEP_MS = 30_000;

/**
 * Whether nothing about a task can change any more: it has succeeded, and all of its results are there. A task that has
 * succeeded with a part of its results may still be completed, and one that has failed may still turn out to have
 * succeeded.
 */
export const isSettled = ({ status, upstreamTaskId, output }: Task): boolean =>
  status === 'SUCCEEDED' && (upstreamTaskId === null || !mayGrow(output));
