import { isSettled } from '../../domain/tasks/lifecycle/is-settled.ts';
import type { Task } from '../../domain/tasks/lifecycle/task.ts';
import type { TaskService } from '../../domain/tasks/task-service.ts';
import type { Services } from './services.ts';

/** What the answer to a query was made of, as far as that decides for how long the answer is right. */
export interface Sources {
  /** Whether it was made of tasks alone, and of a store that could be read. */
  onlyTasks: boolean;
  /**
   * The sequence number of the viewer's latest change when the first of what may change was read: the answer is right
   * until the next change. Null: all of its tasks are settled.
   */
  sequence: number | null;
  /** From when it is right, in epoch milliseconds: when the last of the files that have expired did so. */
  from: number;
  /** Until when it is right, exclusive: when the first of the other files expires. */
  until: number;
}

export const createSources = (): Sources => ({
  onlyTasks: true,
  sequence: null,
  from: Number.NEGATIVE_INFINITY,
  until: Number.POSITIVE_INFINITY,
});

/**
 * Has the services note in `Sources` what they were asked for. An answer that something else had a part in is not kept.
 *
 * Reads of the clock are not noted: resolvers use it to find out whether files have expired, and for nothing else.
 */
export const createObserver = (services: Services): ((sources: Sources) => Services) => {
  const { tasks, clock } = services;

  /** Of several numbers the oldest: parts of a query are read beside each other. */
  const noteSequence = (sources: Sources, sequence: number): void => {
    sources.sequence = Math.min(sources.sequence ?? sequence, sequence);
  };

  const readSequence = async (viewer: string, sources: Sources): Promise<void> => {
    if (sources.sequence !== null) return;
    try {
      noteSequence(sources, await tasks.latestSequence(viewer));
    } catch {
      // The query itself meets the same trouble, and answers with it.
      sources.onlyTasks = false;
    }
  };

  const see = (task: Task | null, sources: Sources): void => {
    if (task === null || task.expiresAt === null) return;
    if (task.expiresAt <= clock.now()) sources.from = Math.max(sources.from, task.expiresAt);
    else sources.until = Math.min(sources.until, task.expiresAt);
  };

  const isFinal = (task: Task | null): boolean => task !== null && isSettled(task);

  /** A class, as all that is made for each request: its members are made once. */
  class ObservedTasks implements TaskService {
    readonly #sources: Sources;

    constructor(sources: Sources) {
      this.#sources = sources;
    }

    /** The same for as long as the process runs. */
    get epoch() {
      return tasks.epoch;
    }

    async getMany(...[viewer, ids]: Parameters<TaskService['getMany']>) {
      const sources = this.#sources;
      const isNumbered = sources.sequence !== null;
      let found = await tasks.getMany(viewer, ids);
      if (!isNumbered && !found.every(isFinal)) {
        await readSequence(viewer, sources);
        // What may change must not be older than the sequence number, also where another part of the query brought it.
        found = await tasks.getMany(viewer, ids);
      }
      for (const task of found) see(task, sources);
      return found;
    }

    async list(...request: Parameters<TaskService['list']>) {
      const sources = this.#sources;
      const page = await tasks.list(...request);
      // Also an empty list is one until the next change.
      noteSequence(sources, page.sequence);
      for (const { task } of page.tasks) see(task, sources);
      return page;
    }

    async listBySourceTrack(...request: Parameters<TaskService['listBySourceTrack']>) {
      const sources = this.#sources;
      await readSequence(request[0], sources);
      const lists = await tasks.listBySourceTrack(...request);
      for (const task of lists.flat()) see(task, sources);
      return lists;
    }

    get buy() {
      return this.#unknown.buy;
    }
    get notes() {
      return this.#unknown.notes;
    }
    get midiFile() {
      return this.#unknown.midiFile;
    }
    get latestSequence() {
      return this.#unknown.latestSequence;
    }
    get refresh() {
      return this.#unknown.refresh;
    }
    get watchTask() {
      return this.#unknown.watchTask;
    }
    get watchViewer() {
      return this.#unknown.watchViewer;
    }

    /** For what is not known here: an answer that it had a part in was not made of tasks alone. */
    get #unknown(): TaskService {
      this.#sources.onlyTasks = false;
      return tasks;
    }
  }

  class ObservedServices implements Services {
    readonly clock = clock;
    readonly tasks: TaskService;
    readonly #sources: Sources;

    constructor(sources: Sources) {
      this.tasks = new ObservedTasks(sources);
      this.#sources = sources;
    }

    get account() {
      return this.#unknown.account;
    }
    get uploads() {
      return this.#unknown.uploads;
    }
    get links() {
      return this.#unknown.links;
    }

    get #unknown(): Services {
      this.#sources.onlyTasks = false;
      return services;
    }
  }

  return (sources) => new ObservedServices(sources);
};
