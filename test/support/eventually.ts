import { vi } from 'vitest';
import { PATIENCE_MS } from './patience.ts';

/** Waits until `check` throws no more, and gives what it gives. */
export const eventually = <T>(check: () => T | Promise<T>): Promise<T> =>
  vi.waitFor(check, { timeout: PATIENCE_MS, interval: 50 });
