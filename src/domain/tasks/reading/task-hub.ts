import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Clock } from '../../ports/clock.ts';
import type { Logger } from '../../ports/logger.ts';
import type { TaskEvents, Unsubscribe } from '../../ports/task-events.ts';
import type { TaskChange, TaskStore } from '../../ports/task-store.ts';
import type { Task } from '../lifecycle/task.ts';

/** Gets every saved change of a viewer's tasks, each at most once. */
export interface ChangeWatcher {
  /**
   * Must not throw.
   *
   * @param since the sequence number of the change before: nothing lies between the two.
   */
  changed(change: TaskChange, since: number): void;
}

/** Gets newer versions of one task. A version may come twice. */
export interface TaskWatcher {
  /** Must not throw. */
  changed(task: Task): void;
}

/**
 * Hands saved changes to the watches of this process. There is one hub per node: it subscribes to the event bus once
 * per viewer, reads each change at most once, and hands the same object to every watch.
 */
export interface TaskHub {
  /** Hands over a change that this process has saved, without reading it, and sends the news to the other nodes. */
  publish(change: TaskChange): void;
  /**
   * Watches all tasks of a viewer. When the promise has resolved, every change that is saved later is handed over: read
   * the store after that.
   *
   * @throws StoreUnavailableError
   */
  watchViewer(viewer: string, watcher: ChangeWatcher): Promise<void>;
  /** The same for one task of a viewer. */
  watchTask(viewer: string, taskId: string, watcher: TaskWatcher): Promise<void>;
  /** Ends a watch; nothing happens when there is none. */
  unwatchViewer(viewer: string, watcher: ChangeWatcher): void;
  /** The same for a watch of one task. */
  unwatchTask(viewer: string, taskId: string, watcher: TaskWatcher): void;
  /** Ends all subscriptions. */
  close(): Promise<void>;
}

export interface TaskHubDependencies {
  readonly store: TaskStore;
  readonly events: TaskEvents;
  readonly clock: Clock;
  readonly logger: Logger;
}

/** A viewer who is being watched. */
interface Topic {
  readonly viewer: string;
  readonly watchers: Set<ChangeWatcher>;
  readonly byTask: Map<string, Set<TaskWatcher>>;
  /** The sequence number up to which everything was handed over; null until the subscription is active. */
  handedOver: number | null;
  /** The highest sequence number in the news so far. */
  announced: number;
  isReading: boolean;
  readonly active: Promise<Unsubscribe>;
}

/** The most changes in one read. */
const PAGE = 10;
/** Interval between reads for lost changes, on a bus that can lose news, in milliseconds. */
const RESYNC_MS = 5_000;
/** The pause after a read that failed, in milliseconds. */
const RETRY_MS = 500;

export const createTaskHub = ({ store, events, clock, logger }: TaskHubDependencies): TaskHub => {
  const topics = new Map<string, Topic>();
  const closing = new AbortController();

  const isWatched = (topic: Topic): boolean => topics.get(topic.viewer) === topic;

  const handTask = ({ byTask }: Topic, task: Task): void => {
    for (const watcher of byTask.get(task.id) ?? []) watcher.changed(task);
  };

  const hand = (topic: Topic, change: TaskChange, since: number): void => {
    topic.handedOver = change.sequence;
    for (const watcher of topic.watchers) watcher.changed(change, since);
  };

  /** Reads what was announced and not yet handed over. A failed read is repeated. */
  const read = async (topic: Topic): Promise<void> => {
    while (isWatched(topic) && topic.handedOver !== null && topic.handedOver < topic.announced) {
      try {
        const { changes, upTo } = await store.changedSince(topic.viewer, topic.handedOver, PAGE);
        // News of a version that the store does not show yet: they are found by the next ones, or by the next resync.
        if (upTo <= topic.handedOver) topic.announced = topic.handedOver;
        for (const change of changes) {
          handTask(topic, change.task);
          // A change that this process saved meanwhile may have been handed over already.
          if (change.sequence > topic.handedOver) hand(topic, change, topic.handedOver);
        }
        topic.handedOver = Math.max(topic.handedOver, upTo);
        await nextTurn();
      } catch (error) {
        logger.warn({ err: error }, 'could not read what changed; trying again');
        await clock.wait(RETRY_MS, closing.signal);
      }
    }
    topic.isReading = false;
  };

  const announce = (topic: Topic, sequence: number): void => {
    topic.announced = Math.max(topic.announced, sequence);
    if (topic.isReading || topic.handedOver === null || topic.handedOver >= topic.announced) return;
    topic.isReading = true;
    void read(topic);
  };

  const announceLatest = async (topic: Topic): Promise<void> => {
    try {
      announce(topic, await store.latestSequence(topic.viewer));
    } catch (error) {
      logger.warn({ err: error }, 'could not look for changes whose news were lost');
    }
  };

  /** Begins with the subscription, and reads where the viewer stands only when it is active. */
  const start = async (topic: Omit<Topic, 'active'>): Promise<Unsubscribe> => {
    const unsubscribe = await events.subscribe(topic.viewer, ({ sequence }) => {
      const current = topics.get(topic.viewer);
      if (current) announce(current, sequence);
    });
    try {
      topic.handedOver = await store.latestSequence(topic.viewer);
    } catch (error) {
      await unsubscribe();
      throw error;
    }
    return unsubscribe;
  };

  const open = (viewer: string): Topic => {
    const topic = {
      viewer,
      watchers: new Set<ChangeWatcher>(),
      byTask: new Map<string, Set<TaskWatcher>>(),
      handedOver: null,
      announced: 0,
      isReading: false,
    };
    const opened: Topic = Object.assign(topic, { active: start(topic) });
    topics.set(viewer, opened);
    return opened;
  };

  const closeIfUnwatched = (topic: Topic): void => {
    if (topic.watchers.size > 0 || topic.byTask.size > 0) return;
    if (isWatched(topic)) topics.delete(topic.viewer);
    // A subscription that never became active needs no end; its watches got the error.
    topic.active.then(
      (unsubscribe) => unsubscribe(),
      () => undefined,
    );
  };

  const topicOf = (viewer: string): Topic => topics.get(viewer) ?? open(viewer);

  const leave = (viewer: string, remove: (topic: Topic) => void): void => {
    const topic = topics.get(viewer);
    if (topic === undefined) return;
    remove(topic);
    closeIfUnwatched(topic);
  };

  const unwatchViewer = (viewer: string, watcher: ChangeWatcher): void =>
    leave(viewer, ({ watchers }) => watchers.delete(watcher));

  const unwatchTask = (viewer: string, taskId: string, watcher: TaskWatcher): void =>
    leave(viewer, ({ byTask }) => {
      const watchers = byTask.get(taskId);
      watchers?.delete(watcher);
      if (watchers?.size === 0) byTask.delete(taskId);
    });

  /** Waits for a topic's subscription; a watch whose subscription fails is taken back. */
  const activated = async (topic: Topic, unwatch: () => void): Promise<void> => {
    try {
      await topic.active;
    } catch (error) {
      unwatch();
      throw error;
    }
  };

  const everyTopic = async (): Promise<void> => {
    for (const topic of [...topics.values()]) await announceLatest(topic);
  };

  const resync = async (): Promise<void> => {
    while (!closing.signal.aborted) {
      await clock.wait(RESYNC_MS, closing.signal);
      await everyTopic();
    }
  };

  const stopListening = events.onReconnect(() => void everyTopic());
  if (events.lossy) void resync();

  return {
    publish(change) {
      const { task, sequence } = change;
      const topic = topics.get(task.viewer);
      if (topic) {
        handTask(topic, task);
        if (topic.handedOver === sequence - 1) hand(topic, change, sequence - 1);
        announce(topic, sequence);
      }
      events.publish({ viewer: task.viewer, taskId: task.id, version: task.version, sequence });
    },

    async watchViewer(viewer, watcher) {
      const topic = topicOf(viewer);
      topic.watchers.add(watcher);
      await activated(topic, () => unwatchViewer(viewer, watcher));
    },

    async watchTask(viewer, taskId, watcher) {
      const topic = topicOf(viewer);
      topic.byTask.set(taskId, (topic.byTask.get(taskId) ?? new Set()).add(watcher));
      await activated(topic, () => unwatchTask(viewer, taskId, watcher));
    },

    unwatchViewer,
    unwatchTask,

    async close() {
      stopListening();
      closing.abort();
      const open = [...topics.values()];
      topics.clear();
      await Promise.allSettled(open.map(async ({ active }) => (await active)()));
    },
  };
};
