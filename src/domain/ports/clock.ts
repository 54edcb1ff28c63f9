/** Time as an argument, so that tests can control it. */
export interface Clock {
  /** Epoch milliseconds. */
  now(): number;
  /** Resolves after `ms`, or at once when `signal` aborts; never rejects, never keeps the process alive. */
  wait(ms: number, signal?: AbortSignal): Promise<void>;
}
