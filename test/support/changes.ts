import type { Task, TaskError } from '../../src/domain/tasks/lifecycle/task.ts';
import type { TestDomain } from './domain.ts';

const NEVER = { at: null, pauseMs: 0 };

/** Changes a task by hand, one saved and published version after another, faster than any provider would. */
export const createChanges = (world: TestDomain, start: Task) => {
  const { clock } = world;
  let task = start;

  /** Saves `next` over what is stored, unless another version was saved since `expectedVersion`. */
  const store = async (next: Task, expectedVersion: number): Promise<Task> => {
    const stored = await world.store.getTracked(next.id);
    if (stored?.task.version !== expectedVersion) throw new Error(`version ${expectedVersion} is not the newest`);
    const revision = stored.revision + 1;
    const note = { at: clock.now(), kind: 'poll', outcome: 'test', detail: null } as const;
    const saved = await world.store.save({ task: next, check: NEVER, revision }, stored.revision, note);
    if (saved === null) throw new Error('it changed meanwhile');
    world.hub.publish(saved);
    return saved.task;
  };

  const save = async (change: Partial<Task>): Promise<Task> => {
    const next: Task = { ...task, ...change, version: task.version + 1, updatedAt: clock.now() };
    task = await store(next, task.version);
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
        world.hub.publish({ task: { ...task, status: 'PROCESSING', version }, sequence: version });
        if (version % 1_000 === 0) await new Promise(setImmediate);
      }
      const finished: Task = { ...task, status: 'SUCCEEDED', version: last, finishedAt: clock.now() };
      task = await store(finished, task.version);
    },
  };
};
