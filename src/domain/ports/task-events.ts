import type { TaskChange } from './task-store.ts';

/** News of saved tasks. */
export interface TaskEvents {
  /** Whether news can be lost on the way; then whoever listens reads the store now and then. */
  readonly lossy: boolean;
  publish(change: TaskChange): void;
  /** Calls `subscriber` with each change of the task until the returned function is called. */
  onTask(taskId: string, subscriber: (change: TaskChange) => void): () => void;
  /** The same for every task of a viewer. */
  onViewer(viewer: string, subscriber: (change: TaskChange) => void): () => void;
  ping(): Promise<void>;
  close(): Promise<void>;
}
