import type { Config } from './config/config.ts';
import type { Clock } from './domain/ports/clock.ts';
import type { Logger } from './domain/ports/logger.ts';
import type { PurchaseRateLimiter, RateWindow } from './domain/ports/purchase-rate-limiter.ts';
import type { TaskEvents } from './domain/ports/task-events.ts';
import { createMemoryTaskEvents } from './events/memory-task-events.ts';
import { createMemoryPurchaseRateLimiter } from './limits/memory-purchase-rate-limiter.ts';

/** What nodes share beside the store. */
export interface SharedAdapters {
  readonly events: TaskEvents;
  readonly rateLimiter: PurchaseRateLimiter;
  /** The rate's window, where the memory of this process keeps it. */
  readonly rateWindow: RateWindow | null;
}

/** Those in Redis, with its client. They are loaded where they are used: the client is 500 files. */
const loadRedis = async () => {
  const [check, events, limits] = await Promise.all([
    import('./redis/check-redis.ts'),
    import('./events/redis-task-events.ts'),
    import('./limits/redis-purchase-rate-limiter.ts'),
  ]);
  return { ...check, ...events, ...limits };
};

/**
 * Asks a Redis that nodes share whether it can be used.
 *
 * @param clock a steady clock.
 * @throws UnusableRedisError
 */
export const checkSharedAdapters = async ({ redisUrl: url }: Config, clock: Clock): Promise<void> => {
  if (url !== null) await (await loadRedis()).checkRedis(url, clock);
};

/**
 * The event bus and the rate limiter: in Redis where nodes share one, else in the memory of this process.
 *
 * @param isExclusive whether no other process can use the store.
 * @param clock a steady clock.
 */
export const createSharedAdapters = async (
  { redisUrl: url, scope, provider: { rate } }: Config,
  isExclusive: boolean,
  clock: Clock,
  logger: Logger,
): Promise<SharedAdapters> => {
  if (url !== null) {
    const { createRedisTaskEvents, createRedisPurchaseRateLimiter } = await loadRedis();
    const events = createRedisTaskEvents({ url, scope, clock, logger });
    return {
      events,
      rateLimiter: createRedisPurchaseRateLimiter({ url, scope, rate, clock, logger }),
      rateWindow: null,
    };
  }
  const rateLimiter = createMemoryPurchaseRateLimiter(rate, clock);
  if (isExclusive) return { events: createMemoryTaskEvents(), rateLimiter, rateWindow: rateLimiter };
  // What an earlier process has sent is not known: the first window counts as full. A node that should not be here is
  // noticed by a sweep of the store.
  rateLimiter.restore(Array.from({ length: rate.limit }, () => 0));
  return { events: { ...createMemoryTaskEvents(), lossy: true }, rateLimiter, rateWindow: rateLimiter };
};
