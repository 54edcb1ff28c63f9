import { createClient } from '@redis/client';
import type { Clock } from '../domain/ports/clock.ts';
import type { Logger } from '../domain/ports/logger.ts';
import { within } from '../domain/within.ts';

export interface RedisOptions {
  /** A `redis://` or `rediss://` URL. */
  readonly url: string;
  /** What the connection is for, as logs and `CLIENT LIST` show it. */
  readonly purpose: string;
  /** A steady clock. */
  readonly clock: Clock;
  readonly logger: Logger;
  /** Whether commands wait while there is no connection. Otherwise they fail at once. */
  readonly waits: boolean;
}

const CONNECT_TIMEOUT_MS = 2_000;
/** The longest pause between two attempts to connect, in milliseconds. */
const MAX_RECONNECT_MS = 1_000;
/** How often a connection is tried, and for how long it may leave a try unanswered, in milliseconds. */
const PING_MS = 3_000;
const ANSWER_MS = 3_000;
/** After how long without a byte in either direction a connection is given up, also one that is still being made. */
const SILENCE_MS = 8_000;
/** Commands that wait at most: what comes after them fails. */
const MAX_QUEUE = 10_000;

/** Pauses grow, and differ between nodes, so that a server that returns is not met by all at once. */
const reconnectPause = (retries: number): number =>
  Math.min(50 * 2 ** Math.min(retries, 10), MAX_RECONNECT_MS) * (0.8 + 0.2 * Math.random());

/** A connection to Redis or Valkey that is made again whenever it is lost or silent. It connects by itself. */
export const createRedisClient = ({ url, purpose, clock, logger, waits }: RedisOptions) => {
  const client = createClient({
    url,
    name: `stemgate-${purpose}`,
    disableOfflineQueue: !waits,
    commandsQueueMaxLength: MAX_QUEUE,
    socket: {
      connectTimeout: CONNECT_TIMEOUT_MS,
      socketTimeout: SILENCE_MS,
      reconnectStrategy: reconnectPause,
    },
  });
  let isAway = false;
  // There is an error for each attempt: one line for each outage is enough.
  client.on('error', (error: unknown) => {
    if (!isAway) logger.warn({ err: error, purpose }, 'Redis cannot be reached');
    isAway = true;
  });
  client.on('ready', () => {
    if (isAway) logger.info({ purpose }, 'Redis is reached again');
    isAway = false;
  });
  const connect = (): void => {
    client.connect().catch((error: unknown) => {
      // Only when the client is closed before it was connected.
      logger.info({ err: error, purpose }, 'the connection to Redis was ended');
    });
  };

  /**
   * Makes a connection again that does not answer. The other side may be gone without a word, and every write still
   * succeeds: to the client, a connection that is written to is not idle.
   */
  const watch = async (): Promise<void> => {
    for (; client.isOpen; await clock.wait(PING_MS)) {
      if (!client.isReady) continue;
      const { socketEpoch } = client;
      await inTime(clock, ANSWER_MS, client.ping()).catch((error: unknown) => {
        const isSame = client.isReady && client.socketEpoch === socketEpoch;
        if (!isSame) return;
        logger.warn({ err: error, purpose }, 'a connection to Redis is silent, and is made again');
        client.destroy();
        connect();
      });
    }
  };

  connect();
  void watch();
  return client;
};

/** What Redis answers. @throws Error also when it takes longer than `ms` milliseconds */
export const inTime = <T>(clock: Clock, ms: number, answer: Promise<T>): Promise<T> =>
  within(clock, ms, answer, () => new Error(`Redis has not answered within ${ms} ms.`));
