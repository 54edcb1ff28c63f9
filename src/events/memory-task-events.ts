import type { TaskEvents } from '../domain/ports/task-events.ts';
import type { TaskChange } from '../domain/ports/task-store.ts';

type Subscriber = (change: TaskChange) => void;

/** Subscribers by key; a key without subscribers takes no room. */
const createTopics = () => {
  const topics = new Map<string, Set<Subscriber>>();
  return {
    add(key: string, subscriber: Subscriber): () => void {
      const subscribers = topics.get(key) ?? new Set();
      topics.set(key, subscribers.add(subscriber));
      return () => {
        subscribers.delete(subscriber);
        if (subscribers.size === 0 && topics.get(key) === subscribers) topics.delete(key);
      };
    },
    tell(key: string, change: TaskChange): void {
      for (const subscriber of topics.get(key) ?? []) subscriber(change);
    },
  };
};

/** News within one process: nothing is queued, nothing can be lost. */
export const createMemoryTaskEvents = (): TaskEvents => {
  const byTask = createTopics();
  const byViewer = createTopics();
  return {
    lossy: false,
    publish(change) {
      byTask.tell(change.task.id, change);
      byViewer.tell(change.task.viewer, change);
    },
    onTask: byTask.add,
    onViewer: byViewer.add,
    ping: () => Promise.resolve(),
    close: () => Promise.resolve(),
  };
};
