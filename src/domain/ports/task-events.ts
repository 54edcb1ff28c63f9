/** News of one saved version of a task. It does not hold the task: a node that needs the task reads its row. */
export interface TaskNews {
  readonly viewer: string;
  readonly taskId: string;
  readonly version: number;
  /** The sequence number of this version among all saved versions of the viewer's tasks. */
  readonly sequence: number;
}

/** Ends a subscription. After it has resolved, the subscriber is not called any more. Never rejects. */
export type Unsubscribe = () => Promise<void>;

/** The event bus between the nodes of a gateway: one topic per viewer. */
export interface TaskEvents {
  /** Whether news can be lost on the way. The hub then reads the store every few seconds to find lost changes. */
  readonly lossy: boolean;
  /** Sends news to every subscriber of its viewer, on this node and on the others. Never throws, never waits. */
  publish(news: TaskNews): void;
  /**
   * Calls `subscriber` with all news of a viewer. Resolves when the subscription is active: whatever is published
   * later is delivered, and the store is to be read after that and not before. Never rejects: where the bus cannot be
   * reached, the promise resolves within a second, and `onReconnect` tells when the subscription became active.
   *
   * @param subscriber must not throw.
   */
  subscribe(viewer: string, subscriber: (news: TaskNews) => void): Promise<Unsubscribe>;
  /**
   * Calls `listener` whenever the connection was lost and all subscriptions are active again: news of the time between
   * are lost. Returns how to stop.
   */
  onReconnect(listener: () => void): () => void;
  /** Resolves when the bus can be reached. */
  ping(): Promise<void>;
  close(): Promise<void>;
}
