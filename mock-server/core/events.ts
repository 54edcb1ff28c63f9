/**
 * The events that the page and other clients receive, each with the object as the admin API shows it (a task with the time as
 * `at`, a journal line without its bodies).
 */
const EVENT_TYPES = [
  'task',
  'callback',
  'ledger',
  'journal',
  'clock',
  'scenarios',
  'holds',
  'settings',
  'reset',
] as const;
export type EventType = (typeof EVENT_TYPES)[number];

export interface MockEvent {
  readonly type: EventType;
  readonly data: object;
}

export interface Events {
  emit(type: EventType, data: object): void;
  /** Returns a function that ends the subscription. */
  on(listener: (event: MockEvent) => void): () => void;
}

export const createEvents = (): Events => {
  const listeners = new Set<(event: MockEvent) => void>();
  return {
    emit: (type, data) => {
      for (const listener of listeners) listener({ type, data });
    },
    on: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
};
