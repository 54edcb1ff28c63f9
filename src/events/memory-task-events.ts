import type { TaskEvents, TaskNews } from '../domain/ports/task-events.ts';

type Subscriber = (news: TaskNews) => void;

/** An event bus within one process: news are delivered at once, and none can be lost. */
export const createMemoryTaskEvents = (): TaskEvents => {
  /** By viewer; a viewer without subscribers takes no room. */
  const topics = new Map<string, Set<Subscriber>>();
  return {
    lossy: false,
    publish(news) {
      // A copy: subscribers may come and go meanwhile.
      for (const subscriber of [...(topics.get(news.viewer) ?? [])]) subscriber(news);
    },
    async subscribe(viewer, subscriber) {
      // An object of its own, so that the same function can subscribe twice.
      const subscription: Subscriber = (news) => subscriber(news);
      const subscribers = topics.get(viewer) ?? new Set();
      topics.set(viewer, subscribers.add(subscription));
      return async () => {
        subscribers.delete(subscription);
        if (subscribers.size === 0 && topics.get(viewer) === subscribers) topics.delete(viewer);
      };
    },
    // There is no connection that could be lost.
    onReconnect: () => () => undefined,
    ping: () => Promise.resolve(),
    async close() {
      topics.clear();
    },
  };
};
