import type { TaskChange, TaskStore } from '../../src/domain/ports/task-store.ts';
import type { Task } from '../../src/domain/tasks/lifecycle/task.ts';
import type { ChangeWatcher, TaskWatcher } from '../../src/domain/tasks/reading/task-hub.ts';
import { openDatabase } from '../../src/store/sqlite/open.ts';
import { createChanges } from './changes.ts';
import { createTestDomain } from './domain.ts';
import { createLossyBus } from './lossy-bus.ts';

/** Two nodes over one store and one bus. `reads` is what the watching node read of the store. */
export const startNodes = async (wrapStore: (store: TaskStore) => TaskStore = (store) => store) => {
  const db = openDatabase(':memory:');
  const bus = createLossyBus();
  const busHere = bus.join();
  const busThere = bus.join();
  const reads: string[] = [];
  const counted = (store: TaskStore): TaskStore =>
    wrapStore(
      new Proxy(store, {
        get(target, name) {
          const isRead = name === 'get' || name === 'changedSince' || name === 'latestSequence';
          if (isRead) reads.push(name);
          return Reflect.get(target, name);
        },
      }),
    );
  const here = createTestDomain({ db, change: { events: busHere.events }, wrapStore: counted });
  const there = createTestDomain({ db, change: { events: busThere.events } });
  const { task } = await there.buy();
  const settle = async (): Promise<void> => {
    await here.clock.settle();
    await there.clock.settle();
  };
  return {
    bus: busHere,
    elsewhere: busThere.events,
    here,
    there,
    task,
    changes: createChanges(there, task),
    reads,
    settle,
  };
};

/** `count` watches of the task and of its viewer each, on the watching node. */
export const watchMany = async (world: Awaited<ReturnType<typeof startNodes>>, count: number) => {
  const tasks: Task[] = [];
  const changes: TaskChange[] = [];
  const { hub } = world.here;
  const stops = await Promise.all(
    Array.from({ length: count }, async () => {
      const ofTask: TaskWatcher = { changed: (task) => void tasks.push(task) };
      const ofViewer: ChangeWatcher = { changed: (change) => void changes.push(change) };
      await hub.watchTask('alice', world.task.id, ofTask);
      await hub.watchViewer('alice', ofViewer);
      return [() => hub.unwatchTask('alice', world.task.id, ofTask), () => hub.unwatchViewer('alice', ofViewer)];
    }),
  );
  world.reads.length = 0;
  return { tasks, changes, stops: stops.flat() };
};
