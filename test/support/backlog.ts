import { randomUUID } from 'node:crypto';
import type { TaskStore } from '../../src/domain/ports/task-store.ts';
import type { Task } from '../../src/domain/tasks/lifecycle/task.ts';
import { never, wish } from './store-fixture.ts';
import { aTask } from './tasks.ts';

/** A store between nodes has few connections, and waits for a free one for a bounded time. */
const AT_ONCE = 500;

/** Tasks that were bought while nobody watched; in the order of their changes, where the store has one writer. */
export const fillBacklog = async (store: TaskStore, count: number, change: Partial<Task> = {}): Promise<Task[]> => {
  const tasks = Array.from({ length: count }, () => aTask({ id: randomUUID(), ...change }));
  const create = (task: Task) => store.create(wish({ task, check: never }));
  for (let done = 0; done < count; done += AT_ONCE) {
    await Promise.all(tasks.slice(done, done + AT_ONCE).map(create));
  }
  return tasks;
};
