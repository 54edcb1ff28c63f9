import type { TaskEvents, TaskNews } from '../../src/domain/ports/task-events.ts';

/** One node on the bus. */
export interface BusNode {
  readonly events: TaskEvents;
  /** Subscriptions of this node that are active. */
  readonly subscriptions: number;
  /** From here on, news to this node are lost. */
  disconnect(): void;
  /** Subscriptions are active again, and those that were waiting become active. */
  connect(): void;
}

/** An event bus between nodes, in this process: news take a turn of the event loop, and are lost while a node is away. */
export const createLossyBus = () => {
  const nodes = new Set<{ hear(news: TaskNews): void }>();

  const join = (): BusNode => {
    const subscribers = new Set<{ viewer: string; tell(news: TaskNews): void }>();
    const listeners = new Set<() => void>();
    let connected = Promise.withResolvers<void>();
    let isConnected = true;
    let isClosed = false;
    connected.resolve();
    const node = {
      hear(news: TaskNews): void {
        if (isConnected) for (const { viewer, tell } of [...subscribers]) if (viewer === news.viewer) tell(news);
      },
    };
    nodes.add(node);
    const events: TaskEvents = {
      lossy: true,
      publish(news) {
        if (isConnected && !isClosed) setImmediate(() => [...nodes].forEach((other) => void other.hear(news)));
      },
      async subscribe(viewer, tell) {
        await connected.promise;
        await new Promise(setImmediate);
        const subscriber = { viewer, tell };
        subscribers.add(subscriber);
        return async () => void subscribers.delete(subscriber);
      },
      onReconnect(listener) {
        listeners.add(listener);
        return () => void listeners.delete(listener);
      },
      ping: () => connected.promise,
      async close() {
        isClosed = true;
        nodes.delete(node);
      },
    };
    return {
      events,
      get subscriptions() {
        return subscribers.size;
      },
      disconnect() {
        isConnected = false;
        connected = Promise.withResolvers();
      },
      connect() {
        isConnected = true;
        connected.resolve();
        for (const listener of listeners) listener();
      },
    };
  };

  return { join };
};
