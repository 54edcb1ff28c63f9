import { randomUUID } from 'node:crypto';
import type { TaskStore } from '../../src/domain/ports/task-store.ts';
import type { Task } from '../../src/domain/tasks/lifecycle/task.ts';
import { aTask } from './tasks.ts';

/** Tasks that were bought while nobody watched, in the order of their changes. */
export const fillBacklog = async (store: TaskStore, count: number, change: Partial<Task> = {}): Promise<Task[]> => {
  const tasks = Array.from({ length: count }, () => aTask({ id: randomUUID(), ...change }));
  const decisions = tasks.map((task) =>
    store.create({
      tracked: { task, check: { at: null, pauseMs: 0 }, revision: 1 },
      idempotencyKey: null,
      maxKeys: 1,
      fingerprint: '',
      reuseKey: null,
      sourceTrack: null,
      forceNew: true,
      budgets: [],
    }),
  );
  await Promise.all(decisions);
  return tasks;
};
