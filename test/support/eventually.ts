import { vi } from 'vitest';

/** As long as `expect.poll` waits: a machine that is busy is slow, and nothing else is wrong with it. */
const PATIENCE_MS = 15_000;

/** Waits until `check` throws no more, and gives what it gives. */
export const eventually = <T>(check: () => T | Promise<T>): Promise<T> =>
  vi.waitFor(check, { timeout: PATIENCE_MS, interval: 50 });
