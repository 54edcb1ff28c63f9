import type { TaskChange } from '../domain/ports/task-store.ts';
import type { Task } from '../domain/tasks/lifecycle/task.ts';

/** The source of a subscription's message: a task, or a change of a viewer's tasks. */
type Payload = Task | TaskChange;

const isPayload = (value: unknown): value is Payload =>
  typeof value === 'object' && value !== null && ('updatedAt' in value || 'task' in value);

/**
 * The time from saving a change to sending its message, in milliseconds. Null for a change that was saved before the
 * subscription began: its age says nothing about the gateway's speed.
 */
export const pushDelayOf = (payload: unknown, startedAt: number, now: number): number | null => {
  if (!isPayload(payload)) return null;
  const { updatedAt } = 'task' in payload ? payload.task : payload;
  return updatedAt >= startedAt ? Math.max(now - updatedAt, 0) : null;
};
