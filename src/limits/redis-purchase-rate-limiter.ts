import { createHash, randomUUID } from 'node:crypto';
import type { Clock } from '../domain/ports/clock.ts';
import type { Logger } from '../domain/ports/logger.ts';
import type { PurchaseRateLimiter, PurchaseTurn } from '../domain/ports/purchase-rate-limiter.ts';
import { RefusedError } from '../domain/tasks/errors.ts';
import { type Refusal, refusal } from '../domain/tasks/lifecycle/refusal.ts';
import { closed, MAX_WAIT_MS, type Rate, rateLimited } from './rate.ts';
import { createRateConnection, type RateReply } from './rate-connection.ts';

export interface RedisRateLimiterOptions {
  /** A `redis://` or `rediss://` URL. */
  readonly url: string;
  /** Separates deployments that share one server; nodes with the same scope share the rate. */
  readonly scope: string;
  readonly rate: Rate;
  /** A steady clock. Moments that nodes share are of Redis's clock. */
  readonly clock: Clock;
  readonly logger: Logger;
}

/** How long a turn is kept for a node that does not say that it still has it, in milliseconds. */
const LEASE_MS = 30_000;
const RENEW_MS = LEASE_MS / 3;
/** How often a node with waiting purchases asks: another node's step may have given them a turn. Milliseconds. */
const ASK_MS = 100;
/** For how long a purchase tries to join the line while Redis is away, in milliseconds. */
const JOIN_MS = 2_000;
const RETRY_MS = 100;
/** How long after the end of its wait a purchase hears of it at the latest, in milliseconds. */
const GRACE_MS = 1_000;

const unreachable = (): Refusal => {
  const message = 'The rate of purchases cannot be agreed on with the other nodes at the moment; nothing was sent.';
  return refusal('UPSTREAM_UNAVAILABLE', message, { retryable: true, retryAfterMs: 2_000 });
};

/** The name of a viewer among the keys: a viewer's own may be anything, and as long as it likes. */
const nameOf = (viewer: string): string => createHash('sha256').update(JSON.stringify(viewer)).digest('base64url');

/**
 * A sliding window over all nodes, kept in Redis: see `rate-script.ts`. While Redis cannot be reached nothing is bought:
 * a node alone cannot know what the others send.
 */
export const createRedisPurchaseRateLimiter = (options: RedisRateLimiterOptions): PurchaseRateLimiter => {
  const { url, scope, rate, clock, logger } = options;
  const node = randomUUID();
  const waiting = new Map<string, PromiseWithResolvers<PurchaseTurn>>();
  /** Turns that are neither released nor cancelled, with the end of their lease, by this clock. */
  const open = new Map<string, number>();
  let pausedUntil = 0;
  let isClosed = false;
  let isAsking = false;
  let changed = new AbortController();

  const connection = createRateConnection({
    url,
    prefix: `stemgate:{${scope}}:rate`,
    settings: () => {
      const pauseMs = Math.max(Math.ceil(pausedUntil - clock.now()), 0);
      return [node, rate.limit, rate.windowMs, MAX_WAIT_MS, LEASE_MS, pauseMs];
    },
    clock,
    logger,
  });

  /** A step whose failure harms nothing: leases end by themselves. */
  const attempt = async (step: string, args: readonly string[]): Promise<RateReply | null> => {
    const sentAt = clock.now();
    try {
      const reply = await connection.run(step, args);
      receive(reply, sentAt);
      return reply;
    } catch (error) {
      logger.debug({ err: error, step }, 'the rate limiter has no answer from Redis');
      return null;
    }
  };

  /** After the last turn of a closed limiter, nothing is to be said any more. */
  const end = async (step: string, id: string): Promise<void> => {
    if (!open.delete(id)) return;
    await attempt(step, [id]);
    if (isClosed && open.size === 0) connection.close();
  };

  const turnOf = (id: string): PurchaseTurn => ({
    isHeld: () => clock.now() < (open.get(id) ?? 0),
    release: () => end('release', id),
    cancel: () => end('cancel', id),
  });

  /** @param sentAt when the node asked: what it is told was decided later, or lay in its inbox. */
  const receive = ({ messages }: RateReply, sentAt: number): void => {
    for (const message of messages ?? []) {
      const [kind, id = '', ms] = message.split(' ');
      const waiter = waiting.get(id);
      waiting.delete(id);
      if (kind === 'late') {
        waiter?.reject(new RefusedError([rateLimited(Number(ms))]));
        continue;
      }
      open.set(id, sentAt + Number(ms));
      // A purchase that gave up meanwhile leaves its turn to another one.
      if (waiter) waiter.resolve(turnOf(id));
      else void end('cancel', id);
    }
  };

  const giveUp = (id: string, error: RefusedError): void => {
    waiting.get(id)?.reject(error);
    waiting.delete(id);
  };

  /** A lease that had ended before the node asked is not given back: another purchase may have that turn. */
  const extendLeases = (ids: readonly string[], askedAt: number): void => {
    for (const id of ids) if ((open.get(id) ?? 0) > askedAt) open.set(id, askedAt + LEASE_MS);
  };

  /** Asks for what was decided, and says which turns are still open, for as long as there is anything to ask about. */
  const keepAsking = async (): Promise<void> => {
    isAsking = true;
    let untilFreeMs = 0;
    while (waiting.size > 0 || open.size > 0) {
      changed = new AbortController();
      const pauseMs = waiting.size > 0 ? Math.min(Math.max(untilFreeMs, 1), ASK_MS) : RENEW_MS;
      await clock.wait(pauseMs, changed.signal);
      const [ids, askedAt] = [[...open.keys()], clock.now()];
      const reply = await attempt('ask', ids);
      if (reply !== null) extendLeases(ids, askedAt);
      untilFreeMs = reply?.untilFreeMs ?? ASK_MS;
    }
    isAsking = false;
  };

  const join = async (id: string, viewer: string): Promise<RateReply | null> => {
    const until = clock.now() + JOIN_MS;
    while (waiting.has(id)) {
      const reply = await attempt('join', [id, nameOf(viewer)]);
      if (reply !== null || clock.now() >= until) return reply;
      await clock.wait(RETRY_MS);
    }
    return null;
  };

  return {
    maxWaitMs: MAX_WAIT_MS,

    async admit({ viewer }) {
      if (isClosed) return closed();
      const reply = await attempt('admit', [nameOf(viewer)]);
      return reply !== null && reply.untilFreeMs > MAX_WAIT_MS ? rateLimited(reply.untilFreeMs) : null;
    },

    async acquire({ viewer }) {
      if (isClosed) throw new RefusedError([closed()]);
      const id = randomUUID();
      const turn = Promise.withResolvers<PurchaseTurn>();
      waiting.set(id, turn);
      // Redis refuses what has waited too long; this is for a Redis that is away by then.
      const answered = new AbortController();
      void clock.wait(MAX_WAIT_MS + GRACE_MS, answered.signal).then(() => {
        if (!answered.signal.aborted) giveUp(id, new RefusedError([unreachable()]));
      });
      const joining = join(id, viewer).then((reply) => {
        if (reply === null) giveUp(id, new RefusedError([unreachable()]));
        else if (reply.messages === null) giveUp(id, new RefusedError([rateLimited(reply.untilFreeMs)]));
        changed.abort();
        if (!isAsking) void keepAsking();
      });
      try {
        return await turn.promise;
      } finally {
        answered.abort();
        await joining;
      }
    },

    async pause(ms) {
      pausedUntil = Math.max(pausedUntil, clock.now() + ms);
      await attempt('pause', []);
    },

    async close() {
      isClosed = true;
      const ids = [...waiting.keys()];
      for (const id of ids) giveUp(id, new RefusedError([closed()]));
      changed.abort();
      await attempt('leave', ids);
      if (open.size === 0) connection.close();
    },
  };
};
