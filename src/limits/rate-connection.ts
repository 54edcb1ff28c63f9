import { createHash } from 'node:crypto';
import type { Clock } from '../domain/ports/clock.ts';
import type { Logger } from '../domain/ports/logger.ts';
import { createRedisClient, inTime } from '../redis/redis-client.ts';
import { RATE_SCRIPT } from './rate-script.ts';

/** What the script answers. */
export interface RateReply {
  /** Milliseconds until the next turn is free; for `admit`, and for a purchase that is turned away, until its own turn. */
  readonly untilFreeMs: number;
  /** What was decided about purchases of this node; null for a purchase that is turned away, and for `admit`. */
  readonly messages: readonly string[] | null;
}

/** A connection on which the script runs, each step at once or not at all. */
export interface RateConnection {
  /** @throws Error when Redis cannot be reached or does not answer in time. The step may have been carried out. */
  run(step: string, args: readonly string[]): Promise<RateReply>;
  close(): void;
}

export interface RateConnectionOptions {
  readonly url: string;
  /** Keys begin with it. */
  readonly prefix: string;
  /** What every step needs to know, after the name of the step. */
  readonly settings: () => readonly (string | number)[];
  readonly clock: Clock;
  readonly logger: Logger;
}

const ANSWER_MS = 1_000;

const SHA = createHash('sha1').update(RATE_SCRIPT).digest('hex');

const isUnknownScript = (error: unknown): boolean => error instanceof Error && error.message.startsWith('NOSCRIPT');

const toReply = (answer: unknown): RateReply => {
  const [untilFreeMs, messages]: unknown[] = Array.isArray(answer) ? answer : [];
  return { untilFreeMs: Number(untilFreeMs), messages: Array.isArray(messages) ? messages.map(String) : null };
};

export const createRateConnection = (options: RateConnectionOptions): RateConnection => {
  const { url, prefix, settings, clock, logger } = options;
  const client = createRedisClient({ url, purpose: 'rate', clock, logger, waits: false });
  return {
    async run(step, args) {
      const rest = ['1', prefix, step, ...settings().map(String), ...args];
      const answer = client.sendCommand(['EVALSHA', SHA, ...rest]).catch((error: unknown) => {
        if (!isUnknownScript(error)) throw error;
        return client.sendCommand(['EVAL', RATE_SCRIPT, ...rest]);
      });
      return toReply(await inTime(clock, ANSWER_MS, answer));
    },
    close: () => client.destroy(),
  };
};
