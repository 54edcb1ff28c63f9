import type { Task, TaskError } from '../../src/domain/tasks/lifecycle/task.ts';
import type { TestDomain } from './domain.ts';

/** Changes a task by hand, one saved and published version after another, faster than any provider would. */
export const createChanges = ({ store, events, clock }: TestDomain, start: Task) => {
  let task = start;
  const checked = { at: null, pauseMs: 0 };

  const save = async (change: Partial<Task>): Promise<Task> => {
    const next: Task = { ...task, ...change, version: task.version + 1, updatedAt: clock.now() };
    const note = { at: clock.now(), kind: 'poll', outcome: 'test', detail: null } as const;
    const saved = await store.save(next, task.version, checked, note);
    if (saved === null) throw new Error(`version ${task.version} is not the newest`);
    task = saved.task;
    events.publish(saved);
    return task;
  };

  return {
    /** One more version, not the last. */
    next: () => save({ status: 'PROCESSING' }),
    /** The last version. */
    finish: () => save({ status: 'SUCCEEDED', finishedAt: clock.now() }),
    /** The last version of one that came to nothing. */
    fail: (error: TaskError) => save({ status: 'FAILED', error, finishedAt: clock.now() }),
    /** As many versions as one likes, published but for the last one not saved. */
    async rush(count: number): Promise<void> {
      const last = task.version + count;
      for (let version = task.version + 1; version < last; version += 1) {
        events.publish({ task: { ...task, status: 'PROCESSING', version }, sequence: version });
        if (version % 1_000 === 0) await new Promise(setImmediate);
      }
      const finished: Task = { ...task, status: 'SUCCEEDED', version: last, finishedAt: clock.now() };
      const note = { at: clock.now(), kind: 'poll', outcome: 'test', detail: null } as const;
      const saved = await store.save(finished, task.version, checked, note);
      if (saved === null) throw new Error('it changed meanwhile');
      task = saved.task;
      events.publish(saved);
    },
  };
};
