import { isSettled } from '../../domain/tasks/lifecycle/is-settled.ts';
import type { Task } from '../../domain/tasks/lifecycle/task.ts';
import type { TaskService } from '../../domain/tasks/task-service.ts';
import type { Services } from './yoga.ts';

/** What the answer to a query was made of, as far as that decides for how long the answer is right. */
export interface Sources {
  /** Whether it was made of tasks alone. */
  onlyTasks: boolean;
  /** Whether all of these tasks are settled. If not, the answer is right until the viewer's next change. */
  onlySettled: boolean;
  /** From when it is right, in epoch milliseconds: when the last of the files that have expired did so. */
  from: number;
  /** Until when it is right, exclusive: when the first of the other files expires. */
  until: number;
}

export const createSources = (): Sources => ({
  onlyTasks: true,
  onlySettled: true,
  from: Number.NEGATIVE_INFINITY,
  until: Number.POSITIVE_INFINITY,
});

/** A service of which nothing is known here: an answer that it had a part in was not made of tasks alone. */
const mark = <Service extends object>(service: Service, sources: Sources, known: object = {}): Service =>
  new Proxy(service, {
    get(target, name, receiver) {
      if (Object.hasOwn(known, name)) return Reflect.get(known, name);
      sources.onlyTasks = false;
      return Reflect.get(target, name, receiver);
    },
  });

/**
 * The same services, which note in `sources` what they were asked for.
 *
 * Reads of the clock are not noted: resolvers use it to find out whether files have expired, and for nothing else.
 */
export const observe = (services: Services, sources: Sources): Services => {
  const { tasks, clock } = services;

  const see = (task: Task | null): void => {
    if (task === null || !isSettled(task)) sources.onlySettled = false;
    if (task === null || task.expiresAt === null) return;
    if (task.expiresAt <= clock.now()) sources.from = Math.max(sources.from, task.expiresAt);
    else sources.until = Math.min(sources.until, task.expiresAt);
  };

  const reads: Pick<TaskService, 'getMany' | 'list' | 'listBySourceTrack'> = {
    async getMany(viewer, ids) {
      const found = await tasks.getMany(viewer, ids);
      found.forEach(see);
      return found;
    },
    async list(...request) {
      // Also an empty list is one until the next change.
      sources.onlySettled = false;
      const page = await tasks.list(...request);
      for (const { task } of page.tasks) see(task);
      return page;
    },
    async listBySourceTrack(...request) {
      sources.onlySettled = false;
      const lists = await tasks.listBySourceTrack(...request);
      lists.flat().forEach(see);
      return lists;
    },
  };

  const marked = Object.entries(services).map(([name, service]) => [name, mark(service, sources)]);
  return { ...services, ...Object.fromEntries(marked), clock, tasks: mark(tasks, sources, reads) };
};
