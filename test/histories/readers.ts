import { isFinished, type Task } from '../../src/domain/tasks/lifecycle/task.ts';
import type { TestDomain } from '../support/domain.ts';
import { hold } from './checks.ts';

/* Readers of streams. A reader stalls: it reads when a step says so, and whatever happens meanwhile. */

interface Reader {
  readonly viewer: string;
  /** Of one task; null: of all tasks of the viewer, from the first change on. */
  readonly taskId: string | null;
  readonly stream: AsyncIterator<Task, void>;
  /** The version that was told last, by task. */
  readonly told: Map<string, number>;
  pending: Promise<IteratorResult<Task, void>> | null;
  isDone: boolean;
}

export interface Readers {
  open(task: Task, isOfTask: boolean): Promise<void>;
  /** Reads all that one reader is told by now, and checks that it is what the store holds. */
  read(index: number): Promise<void>;
  readAll(): Promise<void>;
  /** Their process is gone. */
  forget(): void;
}

async function* tasksOf(changes: AsyncIterable<{ readonly task: Task }>): AsyncGenerator<Task, void> {
  for await (const { task } of changes) yield task;
}

/** @param isCaughtUp whether everything that was saved should have been told by now: on a network that loses news, not at once. */
export const createReaders = (world: TestDomain, isCaughtUp: () => boolean = () => true): Readers => {
  let readers: Reader[] = [];

  /** @returns what came, oldest first. */
  const take = async (reader: Reader): Promise<Task[]> => {
    const tasks: Task[] = [];
    for (;;) {
      reader.pending ??= reader.stream.next();
      const result = await Promise.race([reader.pending, world.clock.settle().then(() => null)]);
      if (result === null) return tasks;
      reader.pending = null;
      if (result.done) {
        reader.isDone = true;
        return tasks;
      }
      tasks.push(result.value);
    }
  };

  const read = async (reader: Reader): Promise<void> => {
    if (reader.isDone) return;
    // Its node may stop in the middle, and go on when all is well.
    const wasCaughtUp = isCaughtUp();
    const tasks = await take(reader);
    for (const { id, version } of tasks) {
      hold(version > (reader.told.get(id) ?? 0), 'a reader is told of rising versions', { id, version });
      reader.told.set(id, version);
    }
    const { tasks: stored } = await world.store.list(reader.viewer, {}, 1_000, null);
    const wanted = stored.map(({ task }) => task).filter(({ id }) => reader.taskId === null || reader.taskId === id);
    // One message may have been on its way when the reader stalled.
    hold(tasks.length <= wanted.length + 1, 'a reader that stalls is told the newest state', tasks);
    if (!wasCaughtUp) return;
    for (const task of wanted) {
      const about = { told: reader.told.get(task.id), task };
      hold(reader.isDone || reader.told.get(task.id) === task.version, 'a reader misses no newest state', about);
      hold(reader.taskId === null || reader.isDone || !isFinished(task), 'the stream of a task ends with it', about);
    }
  };

  return {
    async open({ id, viewer }, isOfTask) {
      const stream = isOfTask
        ? await world.tasks.watchTask(viewer, id, 0)
        : tasksOf(await world.tasks.watchViewer(viewer, {}, 0));
      readers.push({ viewer, taskId: isOfTask ? id : null, stream, told: new Map(), pending: null, isDone: false });
    },
    async read(index) {
      const reader = readers[index % Math.max(1, readers.length)];
      if (reader) await read(reader);
    },
    async readAll() {
      for (const reader of readers) await read(reader);
    },
    forget() {
      readers = [];
    },
  };
};
