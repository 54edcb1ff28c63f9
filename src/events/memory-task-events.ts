import type { TaskEvents } from '../domain/ports/task-events.ts';
import type { TaskChange } from '../domain/ports/task-store.ts';

type Listener = (change: TaskChange) => void;

/** Listeners by key; a key without listeners takes no room. */
const createTopics = () => {
  const topics = new Map<string, Set<Listener>>();
  return {
    add(key: string, listener: Listener): () => void {
      const listeners = topics.get(key) ?? new Set();
      topics.set(key, listeners.add(listener));
      return () => {
        listeners.delete(listener);
        if (listeners.size === 0 && topics.get(key) === listeners) topics.delete(key);
      };
    },
    tell(key: string, change: TaskChange): void {
      for (const listener of topics.get(key) ?? []) listener(change);
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
