import { createHash } from 'node:crypto';
import type { Clock } from '../domain/ports/clock.ts';
import type { Logger } from '../domain/ports/logger.ts';
import type { TaskEvents, TaskNews } from '../domain/ports/task-events.ts';
import { createRedisClient, inTime } from '../redis/redis-client.ts';

type Subscriber = (news: TaskNews) => void;

/** A viewer with subscribers on this node. */
interface Topic {
  readonly channel: string;
  readonly subscribers: Set<Subscriber>;
  /** Resolves when the subscription was acknowledged for the first time. */
  readonly active: Promise<void>;
}

export interface RedisTaskEventsOptions {
  /** A `redis://` or `rediss://` URL. */
  readonly url: string;
  /** Separates deployments that share one server. */
  readonly scope: string;
  readonly clock: Clock;
  readonly logger: Logger;
}

/** How long a subscriber waits for the acknowledgement, in milliseconds: the port promises a second. */
const SUBSCRIBE_MS = 900;
const PING_MS = 1_500;
/** The pause after a subscription that failed, in milliseconds. */
const RETRY_MS = 200;

/**
 * The event bus by Redis's pub/sub: one channel per viewer, so that a node receives what its own subscribers need, and two
 * connections, since one that subscribes can do nothing else. News that are published while Redis is away are lost.
 */
export const createRedisTaskEvents = ({ url, scope, clock, logger }: RedisTaskEventsOptions): TaskEvents => {
  const publisher = createRedisClient({ url, purpose: 'publisher', clock, logger, waits: false });
  const subscriber = createRedisClient({ url, purpose: 'subscriber', clock, logger, waits: true });
  const topics = new Map<string, Topic>();
  /** Subscriptions that are being ended, by channel: the client mixes up the two commands when they overlap. */
  const ending = new Map<string, Promise<void>>();
  const reconnectListeners = new Set<() => void>();
  const closing = new AbortController();
  let isFirstConnection = true;

  /** A viewer's name may be anything, and as long as it likes. */
  const channelOf = (viewer: string): string =>
    `stemgate:${scope}:news:${createHash('sha256').update(JSON.stringify(viewer)).digest('base64url')}`;

  const tellReconnected = (): void => {
    for (const listener of [...reconnectListeners]) listener();
  };

  // The client has made all subscriptions again by then.
  subscriber.on('ready', () => {
    if (!isFirstConnection) tellReconnected();
    isFirstConnection = false;
  });

  const deliver = (message: string): void => {
    const news: TaskNews = JSON.parse(message);
    // A copy: subscribers may come and go meanwhile.
    for (const hear of [...(topics.get(news.viewer)?.subscribers ?? [])]) hear(news);
  };

  /** Subscribes until it is acknowledged: a connection that is lost on the way fails the command. */
  const activate = async (channel: string, isWanted: () => boolean): Promise<void> => {
    while (isWanted()) {
      try {
        await ending.get(channel);
        return await subscriber.subscribe(channel, deliver);
      } catch (error) {
        if (!isWanted()) return;
        logger.warn({ err: error }, 'could not subscribe to news; trying again');
        await clock.wait(RETRY_MS, closing.signal);
      }
    }
  };

  const open = (viewer: string): Topic => {
    const channel = channelOf(viewer);
    const subscribers = new Set<Subscriber>();
    const isWanted = (): boolean => !closing.signal.aborted && topics.get(viewer)?.subscribers === subscribers;
    // After this turn, when the topic is in the map.
    const active = Promise.resolve().then(() => activate(channel, isWanted));
    const topic = { channel, subscribers, active };
    topics.set(viewer, topic);
    return topic;
  };

  const leave = (viewer: string, topic: Topic, subscription: Subscriber): void => {
    if (!topic.subscribers.delete(subscription) || topic.subscribers.size > 0) return;
    if (topics.get(viewer) !== topic) return;
    topics.delete(viewer);
    const { channel } = topic;
    const ended = subscriber
      .unsubscribe(channel)
      // It fails where the connection is lost; then there is no subscription either.
      .catch((error: unknown) => logger.debug({ err: error }, 'not unsubscribed'))
      .finally(() => {
        if (ending.get(channel) === ended) ending.delete(channel);
      });
    ending.set(channel, ended);
  };

  return {
    lossy: true,

    publish(news) {
      // What is lost is found by the sweep of the nodes that watch.
      publisher
        .publish(channelOf(news.viewer), JSON.stringify(news))
        .catch((error: unknown) => logger.debug({ err: error }, 'news were not sent'));
    },

    async subscribe(viewer, hear) {
      // An object of its own, so that the same function can subscribe twice.
      const subscription: Subscriber = (news) => hear(news);
      const topic = topics.get(viewer) ?? open(viewer);
      topic.subscribers.add(subscription);
      const isActive = await Promise.race([
        topic.active.then(() => true),
        clock.wait(SUBSCRIBE_MS, closing.signal).then(() => false),
      ]);
      if (!isActive) void topic.active.then(tellReconnected);
      return async () => leave(viewer, topic, subscription);
    },

    onReconnect(listener) {
      const own = (): void => listener();
      reconnectListeners.add(own);
      return () => void reconnectListeners.delete(own);
    },

    async ping() {
      await inTime(clock, PING_MS, Promise.all([publisher.ping(), subscriber.ping()]));
    },

    async close() {
      closing.abort();
      topics.clear();
      reconnectListeners.clear();
      publisher.destroy();
      subscriber.destroy();
    },
  };
};
