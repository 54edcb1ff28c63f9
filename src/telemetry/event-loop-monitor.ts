import type { Logger } from '../domain/ports/logger.ts';

/** Between two looks at the clock, in milliseconds: a longer delay always falls into one of these intervals. */
const INTERVAL_MS = 1_000;
/** Callbacks must be answered in 5 s and messages be sent in 0.5 s, so this is trouble. Milliseconds. */
const LONG_DELAY_MS = 1_000;

export interface EventLoopMonitor {
  stop(): void;
}

/** Warns when one piece of work held up everything else in this process, by how late its own timer comes. */
export const startEventLoopMonitor = (
  logger: Pick<Logger, 'warn'>,
  { intervalMs = INTERVAL_MS, longDelayMs = LONG_DELAY_MS } = {},
): EventLoopMonitor => {
  let expectedAt = performance.now() + intervalMs;
  const timer = setInterval(() => {
    const delayMs = Math.round(performance.now() - expectedAt);
    expectedAt = performance.now() + intervalMs;
    if (delayMs >= longDelayMs) logger.warn({ delayMs }, 'the event loop was blocked');
  }, intervalMs);
  timer.unref();
  return { stop: () => clearInterval(timer) };
};
