import type { TaskChange } from '../domain/ports/task-store.ts';
import type { Task } from '../domain/tasks/lifecycle/task.ts';

/** What a message of a subscription is made of. */
type Payload = Task | TaskChange;

const isPayload = (value: unknown): value is Payload =>
  typeof value === 'object' && value !== null && ('updatedAt' in value || 'task' in value);

/**
 * How long ago the change that a message tells was saved, in milliseconds. Null for what was there before the
 * subscription began: that is not news, however old it is.
 */
export const pushDelayOf = (payload: unknown, startedAt: number, now: number): number | null => {
  if (!isPayload(payload)) return null;
  const { updatedAt } = 'task' in payload ? payload.task : payload;
  return updatedAt >= startedAt ? Math.max(now - updatedAt, 0) : null;
};
